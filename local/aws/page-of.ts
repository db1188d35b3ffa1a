import { AwsError } from './aws-error.ts';

/** One page of a list. `next` is absent on the last page. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

/** Pages by position: simple, and stable as long as nothing is deleted between two pages. */
export function pageOf<T>(
  all: readonly T[],
  limit: number,
  token: string | undefined,
  wrong: string,
): Page<T> {
  const start = token === undefined ? 0 : Number(Buffer.from(token, 'base64url').toString('utf8'));
  if (!Number.isInteger(start) || start < 0)
    throw new AwsError(wrong, 'The position is not one of this list');
  const end = start + limit;
  const items = all.slice(start, end);
  return end < all.length ? { items, next: Buffer.from(String(end)).toString('base64url') } : { items };
}
