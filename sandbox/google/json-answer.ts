import type { Answer } from './google-api.ts';

/** JSON as Google's front ends print it: indented, with a final line break. */
export const jsonAnswer = (status: number, value: unknown): Answer => ({
  status,
  contentType: 'application/json; charset=UTF-8',
  body: `${JSON.stringify(value, null, 2)}\n`,
});
