import { z } from 'zod';
import { readBaseUrl } from '../base-url.ts';
import { complain, isComplaint } from '../complaint.ts';
import { readHeaderName } from '../header-name.ts';
import { textBy } from '../schema.ts';

/** A text of one form, with what to write where it has another. */
export const form = (pattern: RegExp, problem: string, fix: string) =>
  textBy((text) => (pattern.test(text) ? text : complain(problem, fix)));

/** Scheme and host of an API. */
export const apiUrl = (usual: string) => textBy(readBaseUrl).default(usual);

export const HEADER = textBy(readHeaderName);

const CALL_FIX = `write one such as 'https://api.example.com/keys/{slot}?version=1'`;

/** The whole address of one call: unlike a base URL it may have a query. */
export const CALL_URL = textBy((text) => {
  const [base = '', ...rest] = text.split('?');
  const read = readBaseUrl(base.replaceAll('{slot}', 'slot'));
  if (isComplaint(read)) return read;
  return rest.length > 1 || /[^!-~]|#/.test(text) ? complain('is not the address of a call', CALL_FIX) : text;
});

export const SERVICE_ACCOUNT = form(
  /^[a-z0-9-]{1,63}@[a-z0-9.-]{1,200}\.gserviceaccount\.com$/,
  'is not the address of a service account',
  `write one such as 'sallyport@my-project.iam.gserviceaccount.com'`,
);

export const GOOGLE_PROJECT = form(
  /^([a-z][a-z0-9:.-]{4,60}|\d{5,20})$/,
  'is not the id or number of a Google project',
  `write one such as 'my-project'`,
);

export const NON_EMPTY = z.string().min(1).max(2_000);
