/** One row per thing that can go wrong, as the outside sees it. Everything about a client's credential shares one row. */
export const FAULTS = {
  'credential.rejected': { status: 401, title: 'The client key was not accepted' },
  'request.malformed': { status: 400, title: 'The request was not understood' },
  'request.too_large': { status: 413, title: 'The request body is too large' },
  'request.blocked': { status: 403, title: 'The request was refused at the door' },
  'route.unknown': { status: 404, title: 'No upstream is mounted at this path' },
  'route.forbidden': { status: 403, title: 'The client key does not open this route' },
  'plan.throttled': { status: 429, title: 'The usage plan does not allow more requests now' },
  'plan.exhausted': { status: 429, title: 'The quota of the usage plan is used up' },
  'upstream.not_configured': { status: 503, title: 'The upstream has no key yet' },
  'upstream.credential_rejected': { status: 502, title: 'The upstream refused the key of the gateway' },
  'upstream.unreachable': { status: 502, title: 'The upstream did not answer' },
  'upstream.unreadable': { status: 502, title: 'The answer of the upstream could not be checked' },
  'upstream.timeout': { status: 504, title: 'The upstream was too slow' },
  'gateway.unavailable': { status: 503, title: 'The gateway cannot serve requests right now' },
  internal: { status: 500, title: 'Something went wrong in the gateway' },
} as const satisfies Record<string, { readonly status: number; readonly title: string }>;

export type FaultCode = keyof typeof FAULTS;

/** `type` of a problem response: a name, not an address: the catalogue is docs/faults.md. */
export const problemType = (code: string): string => `urn:sallyport:problem:${code}`;
