import type { Input } from '../operation.ts';
import { optionalCount, optionalString } from '../read-input.ts';

/** One page of keys, those with a common beginning up to the delimiter taken together. */
export interface Listing {
  readonly prefix: string;
  readonly delimiter?: string;
  readonly limit: number;
  readonly keys: readonly string[];
  readonly prefixes: readonly string[];
  /** The last key or prefix, where more follow. */
  readonly next?: string;
}

/** Goes through the keys after `after`, https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-prefixes.html. */
export function listKeys(input: Input, all: readonly string[], after: string): Listing {
  const prefix = optionalString(input, 'prefix') ?? '';
  const delimiter = optionalString(input, 'delimiter') || undefined;
  const limit = optionalCount(input, 'max-keys', 0, 2_147_483_647) ?? 1000;
  const max = Math.min(limit, 1000);
  const entries = new Map<string, 'key' | 'prefix'>();
  for (const key of all) {
    if (!key.startsWith(prefix)) continue;
    const end = delimiter === undefined ? -1 : key.indexOf(delimiter, prefix.length);
    const name = end < 0 ? key : key.slice(0, end + (delimiter?.length ?? 0));
    if (Buffer.compare(Buffer.from(name), Buffer.from(after)) > 0)
      entries.set(name, end < 0 ? 'key' : 'prefix');
  }
  const page = [...entries].slice(0, max);
  const last = entries.size > max ? page.at(-1)?.[0] : undefined;
  const named = (kind: 'key' | 'prefix') => page.flatMap(([name, is]) => (is === kind ? [name] : []));
  return {
    ...{ prefix, limit, keys: named('key'), prefixes: named('prefix') },
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(last === undefined ? {} : { next: last }),
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html */
export const listContext = (input: Input): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    ['prefix', 'delimiter', 'max-keys']
      .filter((name) => input[name] !== undefined)
      .map((name) => [`s3:${name}`, [String(input[name])]]),
  );
