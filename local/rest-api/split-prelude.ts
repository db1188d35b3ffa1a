import { isObject } from '../assembly/template.ts';
import type { ProxyHead } from './response-headers.ts';

/** The delimiter must come within this many bytes (https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html). */
const PRELUDE_BYTES_MAX = 16 * 1024;
const DELIMITER = Buffer.alloc(8);

export type Prelude =
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'complete'; readonly head: ProxyHead; readonly rest: Buffer };

/** Splits what has arrived of a streamed answer into JSON metadata, eight NUL bytes, and the first bytes of the body. */
export function splitPrelude(received: Buffer): Prelude {
  const at = received.indexOf(DELIMITER);
  if (at < 0 || at > PRELUDE_BYTES_MAX)
    return received.length > PRELUDE_BYTES_MAX + DELIMITER.length || at >= 0
      ? { kind: 'malformed' }
      : { kind: 'incomplete' };
  try {
    const head: unknown = JSON.parse(received.subarray(0, at).toString('utf8'));
    if (isObject(head)) return { kind: 'complete', head, rest: received.subarray(at + DELIMITER.length) };
  } catch {
    // Not JSON: malformed, as below.
  }
  return { kind: 'malformed' };
}
