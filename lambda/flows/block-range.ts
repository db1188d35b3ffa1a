import { EVENT_VERSION } from '../../contract/events.ts';
import { type BlockItem, type NeverBlock, WATCH_LIST } from '../../contract/watch-list.ts';
import { type BlockObjection, blockedRange, blockObjection } from '../domain/block-objection.ts';
import { OperatorFault } from '../domain/operator-fault.ts';
import { canonicalRange } from '../domain/source-range.ts';
import type { Blocklist } from './decoy-ports.ts';
import type { ActionLog, Random } from './operator-ports.ts';
import type { Clock, EventBus } from './ports.ts';

export interface BlockRangeDeps {
  readonly blocklist: Blocklist;
  readonly actions: ActionLog;
  readonly events: EventBus;
  readonly random: Random;
  readonly now: Clock;
  readonly stage: string;
  readonly operator: string;
  readonly neverBlock: NeverBlock;
}

/** Why an operator's block is refused, and what can be done about it. */
const OBJECTIONS: Readonly<Record<BlockObjection, readonly [message: string, fix: string]>> = {
  malformed: ['is no address and no CIDR range', 'write 203.0.113.7, 203.0.113.0/24 or 2001:db8::/64'],
  'not-public': [
    'holds private, loopback, link-local, shared or multicast addresses',
    'no stranger calls from there; name the public address of the call, as `audit search` shows it',
  ],
  'never-block': [
    'overlaps the never-block list of the config',
    'name a range outside of it, or change `neverBlock` and deploy',
  ],
  'too-wide': ['is wider than a /16, or a /32 of IPv6', 'block narrower ranges'],
  'good-traffic': ['had good traffic within 24 hours', 'look at its calls with `audit search --ip`'],
  'hourly-cap': ['is one block too many for this hour', 'wait, or block one range that holds several'],
};

/** What of a block was done: `untold` where the event could not be put on the bus. */
export interface Blocked {
  readonly block: BlockItem;
  readonly untold: boolean;
}

/**
 * Refuses a source for a while; in force everywhere within two seconds. An address stands for its /64 in IPv6. A block of the
 * same range is replaced, so its time can be changed.
 */
export async function blockRange(
  deps: BlockRangeDeps,
  source: string,
  { reason, forMs }: { readonly reason: string; readonly forMs: number },
): Promise<Blocked> {
  const { actions, blocklist, neverBlock, operator } = deps;
  const now = deps.now();
  const objection = blockObjection(source, { now, neverBlock });
  const range = source.includes('/') ? canonicalRange(source) : blockedRange(source);
  if (objection !== undefined || range === undefined) {
    const [message, fix] = OBJECTIONS[objection ?? 'malformed'];
    throw new OperatorFault(
      'input.refused',
      `${objection === 'malformed' ? 'that' : source} ${message}`,
      fix,
    );
  }
  const block: BlockItem = {
    ...{ tokenId: WATCH_LIST.partition, entry: `${WATCH_LIST.blockPrefix}${range}` },
    ...{ range, reason, by: operator, createdAt: now.toISOString() },
    expiresAt: Math.ceil((now.getTime() + forMs) / 1_000),
  };
  const until = new Date(block.expiresAt * 1_000).toISOString();
  await actions.during({ action: 'blocklist.add', subject: range }, async () => {
    await blocklist.put(block);
    return { result: undefined, after: { reason, until } };
  });
  const eventId = Buffer.from(deps.random(12)).toString('hex');
  const head = { version: EVENT_VERSION, stage: deps.stage, eventId, at: block.createdAt };
  const untold = await deps.events
    .publish('ip.blocked', { ...head, range, reason, by: operator, until })
    .then(
      () => false,
      () => true,
    );
  return { block, untold };
}

/** Lets a range call again; what is blocked besides stays blocked. False where it is not on the list. */
export async function unblockRange(
  { actions, blocklist }: Pick<BlockRangeDeps, 'actions' | 'blocklist'>,
  source: string,
): Promise<boolean> {
  const range = source.includes('/') ? canonicalRange(source) : blockedRange(source);
  if (range === undefined) {
    const [message, fix] = OBJECTIONS.malformed;
    throw new OperatorFault('input.refused', `that ${message}`, fix);
  }
  return actions.during({ action: 'blocklist.remove', subject: range }, async () => {
    const was = await blocklist.remove(range);
    return {
      result: was !== undefined,
      after: { was: was === undefined ? 'not blocked' : `blocked by ${was.by}` },
    };
  });
}
