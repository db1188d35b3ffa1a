/** Headers of an upstream that a client may see. Everything else stays inside: cookies, server banners, redirects, upload URLs. */
const ALLOWED = new Set([
  'content-type',
  'content-language',
  'content-disposition',
  'etag',
  'last-modified',
  'retry-after',
  'retry-after-ms',
  'request-id',
  'x-request-id',
  'x-should-retry',
]);
const ALLOWED_PREFIXES = ['x-ratelimit-', 'ratelimit-', 'anthropic-ratelimit-', 'openai-'];

/** Whether a response header, named in lower case, passes to the client. */
export const mayLeave = (name: string): boolean =>
  ALLOWED.has(name) || ALLOWED_PREFIXES.some((prefix) => name.startsWith(prefix));
