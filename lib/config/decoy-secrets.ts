import { z } from 'zod';
import { complain } from './complaint.ts';
import { textBy } from './schema.ts';

/** A rule each, and 0.40 USD a month. */
const SECRETS_MAX = 10;

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html: such an end is taken for that of an ARN. */
const LIKE_AN_ARN_END = /-[0-9A-Za-z]{6}$/;

const NAME = textBy((text) => {
  if (!/^[A-Za-z0-9][A-Za-z0-9/_+=.@-]{0,99}$/.test(text))
    return complain('is not a name that Secrets Manager takes', `write one such as 'prod/stripe/live-key'`);
  if (LIKE_AN_ARN_END.test(text))
    return complain('ends like the ARN of a secret, with a hyphen and six characters', 'choose another end');
  return text;
});

/** Names of decoy secrets, each once. */
export const DECOY_SECRETS = z
  .array(NAME)
  .max(SECRETS_MAX, `has too many names\nname at most ${SECRETS_MAX}`)
  .refine((names) => new Set(names).size === names.length, 'names a secret twice\nleave one of them out');
