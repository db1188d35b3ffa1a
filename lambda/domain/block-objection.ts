import { BlockList, isIP } from 'node:net';
import {
  BLOCK_PREFIX_MIN,
  BLOCKS_PER_HOUR_MAX,
  GOOD_TRAFFIC_MEMORY_MS,
  type NeverBlock,
} from '../../contract/watch-list.ts';
import { canonicalRange, sourceRange } from './source-range.ts';

/** Why a source is not blocked. */
export type BlockObjection =
  | 'malformed'
  | 'too-wide'
  | 'not-public'
  | 'never-block'
  | 'good-traffic'
  | 'hourly-cap';

/** What is known about a source besides its range. What is absent was not asked, and speaks against nothing. */
export interface BlockFacts {
  readonly now: Date;
  readonly neverBlock: NeverBlock;
  /** When a call from there was last allowed. */
  readonly lastAllowedAt?: Date;
  /** How many sources were blocked within the hour before. */
  readonly blockedInHour?: number;
  /** @default `BLOCKS_PER_HOUR_MAX` */
  readonly blocksPerHourMax?: number;
}

/** Ranges that no stranger calls from: whoever is behind them is of the house, or one address stands for many. */
const NOT_PUBLIC_IPV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10', // carriers' NAT
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '224.0.0.0/3', // multicast, reserved, broadcast
];
/** Loopback, mapped, unique-local, link-local and multicast addresses lie outside of it. */
const PUBLIC_IPV6 = '2000::/3';

/** The range that is blocked for an address: itself in IPv4, its /64 in IPv6; `undefined` for what is no address. */
export const blockedRange = (ip: string): string | undefined => sourceRange(ip);

/** What speaks against blocking a source, an address or a range; `undefined` for nothing. */
export function blockObjection(source: string, facts: BlockFacts): BlockObjection | undefined {
  const { now, neverBlock, lastAllowedAt, blockedInHour = 0, blocksPerHourMax = BLOCKS_PER_HOUR_MAX } = facts;
  const range = source.includes('/') ? canonicalRange(source) : sourceRange(source);
  if (range === undefined) return 'malformed';
  const { family, address, bits } = partsOf(range);
  const isPublic =
    family === 4
      ? !NOT_PUBLIC_IPV4.some((other) => overlap(range, other))
      : within(PUBLIC_IPV6, address, bits);
  if (!isPublic) return 'not-public';
  if (neverBlock.some((other) => overlap(range, canonicalRange(other) ?? sourceRange(other) ?? '')))
    return 'never-block';
  if (bits < BLOCK_PREFIX_MIN[family]) return 'too-wide';
  if (lastAllowedAt !== undefined && now.getTime() - lastAllowedAt.getTime() < GOOD_TRAFFIC_MEMORY_MS)
    return 'good-traffic';
  return blockedInHour >= blocksPerHourMax ? 'hourly-cap' : undefined;
}

/** Of two ranges that share an address one holds the other. */
function overlap(one: string, other: string): boolean {
  const [a, b] = [partsOf(one), partsOf(other)];
  return within(one, b.address, b.bits) || within(other, a.address, a.bits);
}

function within(range: string, address: string, addressBits: number): boolean {
  const outer = partsOf(range);
  const type = outer.family === 4 ? 'ipv4' : 'ipv6';
  if (outer.family !== isIP(address) || addressBits < outer.bits) return false;
  const list = new BlockList();
  list.addSubnet(outer.address, outer.bits, type);
  return list.check(address, type);
}

function partsOf(range: string): { readonly family: 4 | 6; readonly address: string; readonly bits: number } {
  const [address = '', bits = '0'] = range.split('/');
  return { family: isIP(address) === 6 ? 6 : 4, address, bits: Number(bits) };
}
