import { z } from 'zod';
import { type Complaint, complain } from './complaint.ts';
import { readJsonSchema } from './json-schema.ts';
import { readQueryName } from './query-name.ts';
import { fields, readBy, textBy, whole } from './schema.ts';

/** What a model is called; `*` stands for any number of letters, digits, dots, hyphens and underscores. */
const readModel = (text: string): string | Complaint =>
  /^[A-Za-z0-9._:/@*-]{1,128}$/.test(text)
    ? text
    : complain('is not the name of a model', `write one such as 'gemini-2.5-*'`);

const QUERY_RULE = fields({
  required: z.boolean().optional(),
  forbidden: z.boolean().optional(),
  max: whole(0, 999_999_999_999_999).optional(),
  values: z.array(z.string().max(200)).min(1).optional(),
}).superRefine(({ required, forbidden, max, values }, context) => {
  const says = required || max !== undefined || values !== undefined;
  const message = forbidden
    ? 'forbids the parameter and says what it must be\nkeep one of the two'
    : 'says nothing about the parameter\nwrite for example { max: 25 }, { required: true } or { forbidden: true }';
  if (forbidden ? says : !says) context.addIssue({ code: 'custom', message });
});

const NAMES = z.array(z.string().min(1).max(200)).min(1);

const BODY_RULE = fields({
  require: NAMES.optional(),
  forbid: NAMES.optional(),
  schema: z.optional(readBy(readJsonSchema)),
}).superRefine(({ require, forbid, schema }, context) => {
  const both = require?.some((name) => forbid?.includes(name));
  const nothing = require === undefined && forbid === undefined && schema === undefined;
  const message = both
    ? 'requires and forbids the same member\nkeep one of the two'
    : `says nothing about the body\nwrite for example { forbid: ['tools'] }`;
  if (both || nothing) context.addIssue({ code: 'custom', message });
});

/** What a request on an allowed route must look like. */
export const CONSTRAINTS = fields({
  models: z.array(textBy(readModel)).min(1).optional(),
  query: z.record(textBy(readQueryName), QUERY_RULE).optional(),
  body: BODY_RULE.optional(),
});
