import type { BlockItem } from '../../../contract/watch-list.ts';
import { canonicalRange } from '../source-range.ts';

/** https://docs.aws.amazon.com/waf/latest/developerguide/limits.html */
const ADDRESSES_MAX = 10_000;

export type BlockInForce = Pick<BlockItem, 'range' | 'createdAt'>;

/**
 * What an IP set of one family has to hold, the newest blocks first if not all fit; `undefined` where it holds just that. WAF
 * takes no `/0`, and may write a range in other digits than ours.
 */
export function planWall(
  family: 'IPV4' | 'IPV6',
  blocks: readonly BlockInForce[],
  present: readonly string[],
): readonly string[] | undefined {
  const ofFamily = (range: string): boolean =>
    range.includes(':') === (family === 'IPV6') && !range.endsWith('/0');
  const ranges = [...blocks]
    .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
    .map(({ range }) => canonicalRange(range))
    .filter((range) => range !== undefined && ofFamily(range));
  const wanted = new Set(ranges.slice(0, ADDRESSES_MAX));
  const held = new Set(present.map((range) => canonicalRange(range) ?? range));
  const same =
    wanted.size === held.size && [...wanted].every((range) => range !== undefined && held.has(range));
  return same ? undefined : [...wanted].filter((range) => range !== undefined).sort();
}
