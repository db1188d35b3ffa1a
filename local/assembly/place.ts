import { createHash } from 'node:crypto';

/** Where the stack stands: what pseudo parameters answer and what ARNs are made of. */
export interface Place {
  readonly stackName: string;
  readonly region: string;
  readonly accountId: string;
}

/** `length` characters of `alphabet` that depend on the stack and the text only, so that names survive a restart. */
export function stableCode(place: Place, text: string, length: number, alphabet: string): string {
  const digest = createHash('sha512').update(`${place.stackName}/${text}`).digest();
  return Array.from({ length }, (_, i) => alphabet[(digest[i % digest.length] ?? 0) % alphabet.length]).join(
    '',
  );
}

export const LOWER_ALPHANUMERIC = 'abcdefghijklmnopqrstuvwxyz0123456789';
export const UPPER_ALPHANUMERIC = LOWER_ALPHANUMERIC.toUpperCase();
export const MIXED_ALPHANUMERIC = LOWER_ALPHANUMERIC + UPPER_ALPHANUMERIC.slice(0, 26);

/** An ARN in the stack's region and account. */
export const arn = (place: Place, service: string, resource: string): string =>
  `arn:aws:${service}:${place.region}:${place.accountId}:${resource}`;
