import { ROTATION_FAULTS } from './rotation-faults.ts';

/**
 * One row per thing that can go wrong, as the outside sees it, with what the caller does next. Everything about a client's
 * credential shares one row.
 */
export const FAULTS = {
  'credential.rejected': {
    status: 401,
    title: 'The client key was not accepted',
    next: 'Check that the whole key is sent, in one place, to the right address. Ask the operator for its state.',
  },
  'request.malformed': {
    status: 400,
    title: 'The request was not understood',
    next: 'Send the path plainly and the body uncompressed.',
  },
  'request.too_large': { status: 413, title: 'The request body is too large', next: 'Send less.' },
  'request.blocked': {
    status: 403,
    title: 'The request was refused at the door',
    next: 'Slow down; try again in five minutes.',
  },
  'route.unknown': { status: 404, title: 'No upstream is mounted at this path', next: 'Check the base URL.' },
  'route.forbidden': {
    status: 403,
    title: 'The client key does not open this route',
    next: 'Check method and path, or ask for another product.',
  },
  'request.constraint': {
    status: 403,
    title: 'The request asks for more than the client key may',
    next: 'Ask for an allowed model, parameters and body, in strict JSON with each name once. Ask the operator which.',
  },
  'token.malformed': {
    status: 400,
    title: 'The request for a token was not understood',
    next: 'Correct what problems names.',
  },
  'token.forbidden': {
    status: 403,
    title: 'This credential may not mint tokens',
    next: 'Ask the operator for a key that may.',
  },
  'report.unsigned': {
    status: 401,
    title: 'The signature of the report was not accepted',
    next: 'Sign the body as it is sent, with a key that GitHub publishes.',
  },
  'plan.throttled': {
    status: 429,
    title: 'The usage plan does not allow more requests now',
    next: 'Wait for Retry-After, then try again more slowly.',
  },
  'plan.exhausted': {
    status: 429,
    title: 'The quota of the usage plan is used up',
    next: 'Wait for the next period, or ask for another plan.',
  },
  'quota.exhausted': {
    status: 429,
    title: 'The hard quota of the plan is used up',
    next: 'Wait for Retry-After, when the next period begins, or ask for another plan.',
  },
  'quota.exceeded': {
    status: 429,
    title: 'The answer used more tokens than were reserved for it',
    next: 'Ask for shorter answers, or set maxOutputTokens higher so that more is reserved.',
  },
  'upstream.not_configured': {
    status: 503,
    title: 'The upstream has no key yet',
    next: 'Tell the operator: sallyport upstreams status.',
  },
  'upstream.credential_rejected': {
    status: 502,
    title: 'The upstream refused the key of the gateway',
    next: 'Try again later; nothing is wrong with your key.',
  },
  'upstream.unreachable': { status: 502, title: 'The upstream did not answer', next: 'Try again.' },
  'upstream.unreadable': {
    status: 502,
    title: 'The answer of the upstream could not be checked',
    next: 'Tell the operator.',
  },
  'upstream.timeout': {
    status: 504,
    title: 'The upstream was too slow',
    next: 'Try again, with less to do.',
  },
  'gateway.unavailable': {
    status: 503,
    title: 'The gateway cannot serve requests right now',
    next: 'Wait for Retry-After, then try again.',
  },
  ...ROTATION_FAULTS,
  internal: {
    status: 500,
    title: 'Something went wrong in the gateway',
    next: 'Report it with the requestId.',
  },
} as const satisfies Record<
  string,
  { readonly status: number; readonly title: string; readonly next: string }
>;

export type FaultCode = keyof typeof FAULTS;

/** `type` of a problem response: a name, not an address: the catalogue is docs/faults.md. */
export const problemType = (code: string): string => `urn:sallyport:problem:${code}`;
