import { complain } from './complaint.ts';
import { textBy } from './schema.ts';

/** A path of the gateway, written out: nothing in it is a pattern. */
export const DECOY_ROUTE = textBy((text) =>
  text.length <= 256 && /^(\/[A-Za-z0-9._~-]+)+$/.test(text) && !/\/\.\.?(\/|$)/.test(text)
    ? text
    : complain('is not a plain path', `write one such as '/internal/admin'`),
);
