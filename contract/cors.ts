/**
 * What lets a page of any origin read an answer (https://fetch.spec.whatwg.org/#http-cors-protocol). Any origin: a credential here is
 * something that the page holds, never something that the browser adds by itself, so an origin proves nothing. `*` also
 * forbids cookies.
 */
export const CORS_HEADERS = [
  ['access-control-allow-origin', '*'],
  ['access-control-expose-headers', '*'],
] as const;

/** `*` stands for every header but `authorization`. */
export const CORS_ALLOWED_HEADERS = ['*', 'authorization'] as const;
