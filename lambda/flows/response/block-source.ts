import { EVENT_VERSION } from '../../../contract/events.ts';
import type { ResponsePolicy } from '../../../contract/response-policy.ts';
import { GOOD_TRAFFIC_MEMORY_MS, WATCH_LIST } from '../../../contract/watch-list.ts';
import { hourOf } from '../../domain/audit-record.ts';
import type { BlockOutcome } from '../../domain/response/answer-words.ts';
import { planBlock } from '../../domain/response/block-plan.ts';
import { drillWord } from '../../domain/response/drill-word.ts';
import type { Planted } from '../../domain/response/page-text.ts';
import { RESPONDER } from '../../domain/response/responder.ts';
import type { TripFacts } from '../../domain/trip-facts.ts';
import { tripEventId } from '../../domain/trip-window.ts';
import type { Clock, EventBus, Metrics } from '../ports.ts';
import type { BlockDesk, GoodTraffic } from './response-ports.ts';

export interface BlockSourceDeps {
  readonly policy: ResponsePolicy;
  readonly blocks: BlockDesk;
  readonly goodTraffic: GoodTraffic;
  readonly events: EventBus;
  readonly metrics: Metrics;
  readonly now: Clock;
  readonly stage: string;
  /** Something failed. Of what was at hand only the error's kind belongs in it. */
  readonly logFailure: (action: string, error: unknown) => void;
}

/** Refuses whoever used a honeytoken for a while, if nothing speaks against it. */
export async function blockSource(
  deps: BlockSourceDeps,
  facts: TripFacts,
  placement: () => Promise<Planted | undefined>,
): Promise<BlockOutcome> {
  const { policy, blocks, goodTraffic, metrics } = deps;
  const { source, trip } = facts;
  const now = deps.now();
  const asked = { carrier: trip.carrier, source };
  const first = planBlock(policy, asked, now);
  if (first.kind === 'off') return first;
  if (first.kind === 'report') return { ...first, kind: 'reported' };
  const planted = await placement();
  const lastAllowedAt = await goodTraffic.lastAllowed({
    range: source,
    since: new Date(now.getTime() - GOOD_TRAFFIC_MEMORY_MS),
    before: new Date(trip.at),
    exceptKey: planted?.beside,
  });
  const plan = planBlock(policy, asked, now, lastAllowedAt);
  if (plan.kind === 'report') return { ...plan, kind: 'reported' };
  if (!(await blocks.take(source, hourOf(now), policy.blocksPerHourMax))) {
    metrics.count('BlockCapReached');
    return { kind: 'reported', because: 'hourly-cap' };
  }
  return block(deps, facts, drillWord(planted), now);
}

async function block(
  { policy, blocks, events, metrics, stage, logFailure }: BlockSourceDeps,
  { tokenId, source, window }: TripFacts,
  drill: string,
  now: Date,
): Promise<BlockOutcome> {
  const createdAt = now.toISOString();
  const expiresAt = Math.floor(now.getTime() / 1_000) + policy.blockForSeconds;
  const reason = `${drill}the honeytoken ${tokenId} was used`;
  const written = { range: source, reason, by: RESPONDER };
  const place = { tokenId: WATCH_LIST.partition, entry: `${WATCH_LIST.blockPrefix}${source}` };
  if (await blocks.put({ ...place, ...written, createdAt, expiresAt }, now)) metrics.count('SourceBlocked');
  const until = new Date(expiresAt * 1_000).toISOString();
  const eventId = `${tripEventId(tokenId, window, source)}/blocked`;
  const detail = { version: EVENT_VERSION, stage, eventId, at: createdAt, ...written, until };
  return events.publish('ip.blocked', detail).then(
    () => ({ kind: 'blocked', until }),
    (error: unknown) => {
      logFailure('ip.blocked', error);
      return { kind: 'blocked', until, untold: true };
    },
  );
}
