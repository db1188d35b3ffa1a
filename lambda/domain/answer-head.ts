type Headers = readonly (readonly [name: string, value: string])[];

/** What says how a body is encoded, and the one value of it that leaves the body readable. */
const PLAIN: ReadonlyMap<string, string> = new Map([
  ['content-encoding', 'identity'],
  ['transfer-encoding', 'chunked'],
]);

/** Whether a body would hide from the scrubber what it holds. The upstream was asked for identity encoding. */
export const isEncoded = (headers: Headers): boolean =>
  headers.some(([name, value]) => PLAIN.has(name) && PLAIN.get(name) !== value.trim().toLowerCase());

/** Whether a body says that it has at most so many bytes. */
export function isAtMost(headers: Headers, bytesMax: number): boolean {
  const [length, ...more] = headers.filter(([name]) => name === 'content-length');
  return length !== undefined && more.length === 0 && /^\d{1,15}$/.test(length[1]) && +length[1] <= bytesMax;
}

/**
 * API Gateway reads status and headers from at most 16 KB of JSON
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html). JSON and UTF-8 can double a
 * character, and put up to 8 around a header.
 */
const HEAD_CHARACTERS_MAX = 7_500;

/** Whether the headers of an answer fit in what API Gateway reads of them. */
export const fitsGateway = (headers: Headers): boolean =>
  headers.reduce((sum, [name, value]) => sum + name.length + value.length + 8, 0) <= HEAD_CHARACTERS_MAX;
