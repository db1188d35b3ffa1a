import type { Narrowing } from '../../contract/tokens.ts';
import { complaintAboutIpRange } from './ip-range.ts';
import { isScope } from './scope.ts';

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const PRODUCT = /^[a-z][a-z0-9-]{0,39}$/;
const SEGMENT = /^(?:[A-Za-z0-9\-._~!$&'()+,;=:@*]|%[0-9A-Fa-f]{2})+$/;
const PATH_LENGTH_MAX = 200;
const ITEMS_MAX = 10;

/** Whether a text is a path pattern that a token may carry: one wildcard a segment, so that matching it takes no time. */
export function isTokenPath(text: string): boolean {
  if (!text.startsWith('/') || text.length > PATH_LENGTH_MAX) return false;
  const segments = text.slice(1).split('/');
  return segments.every((segment, index) =>
    segment === '**' ? index === segments.length - 1 && index > 0 : isSegment(segment),
  );
}

const isSegment = (segment: string): boolean =>
  SEGMENT.test(segment) && segment !== '.' && segment !== '..' && segment.split('*').length <= 2;

/** Member of a narrowing → which of its items are right. */
const ITEMS: Readonly<Record<keyof Narrowing, (item: string) => boolean>> = {
  products: (item) => PRODUCT.test(item),
  scopes: (item) => isScope(item) && isTokenPath(item.slice(item.indexOf(':') + 1)),
  methods: (item) => METHODS.has(item),
  paths: isTokenPath,
  ips: (item) => complaintAboutIpRange(item) === undefined,
};

/** The members of a narrowing, in the order in which they are written. */
export const NARROWING_MEMBERS = Object.keys(ITEMS) as readonly (keyof Narrowing)[];

/** Whether a value is a list that this member of a narrowing may hold. */
export const isNarrowingList = (member: keyof Narrowing, value: unknown): value is readonly string[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.length <= ITEMS_MAX &&
  new Set(value).size === value.length &&
  value.every((item) => typeof item === 'string' && ITEMS[member](item));

/** Reads a narrowing that a token carries; `undefined` for one with a member too many or one that says nothing sensible. */
export function readNarrowing(value: unknown): Narrowing | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const right = Object.entries(value).every(
    ([name, list]) => Object.hasOwn(ITEMS, name) && isNarrowingList(name as keyof Narrowing, list),
  );
  return right ? (value as Narrowing) : undefined;
}
