import type { Input } from '../operation.ts';
import { optionalString } from '../read-input.ts';
import { invalidParameter, invalidRequest } from './secret-errors.ts';
import type { SecretValue, SecretVersion } from './secret-record.ts';

const BYTES_MAX = 65_536;

/** The value a call brings, if it brings one. */
export function optionalValue(input: Input): SecretValue | undefined {
  const text = optionalString(input, 'SecretString');
  const binary = optionalString(input, 'SecretBinary');
  if (text !== undefined && binary !== undefined)
    throw invalidParameter(
      "You can't specify both a binary secret value and a string secret value in the same secret.",
    );
  const bytes = text === undefined ? Buffer.from(binary ?? '', 'base64').length : Buffer.byteLength(text);
  if (bytes > BYTES_MAX) throw invalidParameter(`A secret value has at most ${BYTES_MAX} bytes.`);
  if (text !== undefined) return { text };
  return binary === undefined ? undefined : { binary };
}

/** Becomes the id of a version. The SDKs make one where the caller gives none. */
export function requestToken(input: Input): string {
  const token = optionalString(input, 'ClientRequestToken');
  if (token === undefined)
    throw invalidRequest('You must provide a ClientRequestToken value. We recommend a UUID-type value.');
  if (token.length < 32 || token.length > 64)
    throw invalidParameter('ClientRequestToken must have between 32 and 64 characters.');
  return token;
}

export const valueIn = ({ text, binary }: SecretVersion): SecretValue | undefined =>
  text !== undefined ? { text } : binary !== undefined ? { binary } : undefined;

export const sameValue = (a: SecretValue | undefined, b: SecretValue): boolean =>
  a !== undefined && JSON.stringify(a) === JSON.stringify(b);
