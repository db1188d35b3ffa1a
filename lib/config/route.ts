import { z } from 'zod';
import { MODEL_PLACES } from '../../contract/constraints.ts';
import { BODY_BYTES_MAX } from './body-bytes-max.ts';
import { type Complaint, complain } from './complaint.ts';
import { CONSTRAINTS } from './constraint-fields.ts';
import { readPathPattern } from './path-pattern.ts';
import { fields, textBy, whole } from './schema.ts';

/** What API Gateway can route: https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-method-settings.html */
export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

function readMethod(text: string): string | Complaint {
  if (METHODS.some((method) => method === text)) return text;
  const meant = METHODS.find((method) => method === text.toUpperCase());
  return complain('is not an HTTP method', meant ? `write '${meant}'` : `use ${METHODS.join(', ')}`);
}

/** An HTTP method in capitals. */
export const METHOD = textBy(readMethod);
/** A path pattern below an upstream's mount. */
export const PATH_PATTERN = textBy(readPathPattern);
/** Every field of a route: methods that are allowed on the paths of one pattern. */
export const ROUTE_FIELDS = {
  methods: z.array(METHOD).min(1),
  path: PATH_PATTERN,
  model: z.enum(MODEL_PLACES).optional(),
  bodyBytesMax: whole(0, BODY_BYTES_MAX).optional(),
  constraints: CONSTRAINTS.optional(),
};

export const ROUTE = fields(ROUTE_FIELDS);
