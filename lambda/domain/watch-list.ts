import { BlockList, isIP } from 'node:net';
import { canonicalRange, sourceRange } from './source-range.ts';

/** What the authorizer keeps an eye on, ready to be asked. */
export interface WatchList {
  /** 64 hex digits; `undefined` as long as no honeytoken was ever planted. */
  readonly sealKey: string | undefined;
  /** Canonical range of one source → Unix milliseconds until which it is refused. */
  readonly sources: ReadonlyMap<string, number>;
  /** Wider ranges, which an operator blocked. */
  readonly ranges: readonly { readonly list: BlockList; readonly untilMs: number }[];
}

export interface Block {
  readonly range: string;
  /** Unix seconds. */
  readonly expiresAt: number;
}

/** Prepares blocks for `isBlocked`. A range that does not parse blocks nobody. */
export function watchList(sealKey: string | undefined, blocks: readonly Block[]): WatchList {
  const sources = new Map<string, number>();
  const ranges: { list: BlockList; untilMs: number }[] = [];
  for (const { range, expiresAt } of blocks) {
    // Whoever wrote it: without its prefix, an address would be read as a range that holds everybody.
    const canonical = canonicalRange(range);
    if (canonical === undefined) continue;
    const [address = '', bits] = canonical.split('/');
    const untilMs = expiresAt * 1_000;
    if (sourceRange(address) === canonical) sources.set(canonical, untilMs);
    else {
      const list = new BlockList();
      list.addSubnet(address, Number(bits), isIP(address) === 4 ? 'ipv4' : 'ipv6');
      ranges.push({ list, untilMs });
    }
  }
  return { sealKey, sources, ranges };
}

/** Whether requests from this address are refused now. */
export function isBlocked(watch: WatchList, ip: string, now: Date): boolean {
  const nowMs = now.getTime();
  if (watch.sources.size > 0) {
    const untilMs = watch.sources.get(sourceRange(ip) ?? '');
    if (untilMs !== undefined && nowMs < untilMs) return true;
  }
  const family = isIP(ip);
  if (family === 0) return false;
  return watch.ranges.some(
    ({ list, untilMs }) => nowMs < untilMs && list.check(ip, family === 4 ? 'ipv4' : 'ipv6'),
  );
}
