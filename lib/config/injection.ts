import type { Injection } from '../../contract/upstream.ts';
import { type Complaint, complain, isComplaint } from './complaint.ts';
import { isQueryName, readHeaderName } from './header-name.ts';

/** As in the contract; a key in the query also carries the reason why that was accepted. */
export type ResolvedInjection =
  | Exclude<Injection, { as: 'query' }>
  | (Extract<Injection, { as: 'query' }> & { readonly because: string });

const FORMS = `write { header: 'x-token' }, { bearer: true } or { basic: { user: 'name' } }`;
const BECAUSE_LENGTH_MIN = 10;

/** How the upstream key enters the request, from the form in the config file or from the resolved one. */
export function readInjection(value: unknown): ResolvedInjection | Complaint {
  const form = asForm(value);
  if (!form) return complain('is not one way to inject a key', FORMS);
  switch (form.way) {
    case 'header': {
      const name =
        typeof form.value === 'string' ? readHeaderName(form.value) : complain('is not a header name', FORMS);
      return isComplaint(name) ? name : { as: 'header', name };
    }
    case 'bearer':
      return form.value === true ? { as: 'bearer' } : complain('is not one way to inject a key', FORMS);
    case 'basic':
      return readBasic(form.value);
    case 'query':
      return readQuery(form.value, form.because);
  }
}

/** https://www.rfc-editor.org/rfc/rfc7617#section-2: the user ends at the first colon. The key is the password. */
function readBasic(user: unknown): ResolvedInjection | Complaint {
  return typeof user === 'string' && /^[ -9;-~]{0,128}$/.test(user)
    ? { as: 'basic', user }
    : complain(
        'has no usable user for basic authentication',
        `write { basic: { user: 'name' } }, without a colon`,
      );
}

/** A URL is logged by everything it passes; whoever accepts that says why, where the next reader sees it. */
function readQuery(name: unknown, because: unknown): ResolvedInjection | Complaint {
  if (typeof name !== 'string' || !isQueryName(name)) {
    return complain('has no usable query parameter', `write { query: 'appid', because: '...' }`);
  }
  if (typeof because !== 'string' || because.trim().length < BECAUSE_LENGTH_MIN) {
    return complain(
      'puts the upstream key into the URL, where it ends up in logs, without saying why',
      `use { header: 'x-token' }, or say why: { query: 'appid', because: 'the API reads no header' }`,
    );
  }
  return { as: 'query', name, because };
}

interface Form {
  readonly way: 'header' | 'bearer' | 'basic' | 'query';
  readonly value: unknown;
  readonly because?: unknown;
}

/** Exactly one of the ways, and nothing else beside it. */
function asForm(value: unknown): Form | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { as, because, ...rest } = value as Record<string, unknown>;
  if (because !== undefined && as !== 'query' && !('query' in rest)) return undefined;
  const [entry, ...others] = Object.entries(rest).filter(([, given]) => given !== undefined);
  if (others.length > 0) return undefined;
  if (as === 'bearer') return entry ? undefined : { way: 'bearer', value: true };
  if (!entry) return undefined;
  const [key, given] = entry;
  if (as === 'header' || as === 'query')
    return key === 'name' ? { way: as, value: given, because } : undefined;
  if (as === 'basic') return key === 'user' ? { way: 'basic', value: given } : undefined;
  if (as !== undefined) return undefined;
  if (key === 'basic') return { way: 'basic', value: onlyUser(given) };
  return key === 'header' || key === 'bearer' || key === 'query'
    ? { way: key, value: given, because }
    : undefined;
}

const onlyUser = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && Object.keys(value).join() === 'user' && 'user' in value
    ? value.user
    : undefined;
