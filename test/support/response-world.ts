import { randomBytes } from 'node:crypto';
import { watchList } from '../../lambda/domain/watch-list.ts';
import { actionLog } from '../../lambda/flows/action-log.ts';
import type { ActionStore } from '../../lambda/flows/operator-ports.ts';
import { recordTrip } from '../../lambda/flows/record-trip.ts';
import { createHandler, type ResponderDeps } from '../../lambda/responder/handler.ts';
import { keyItem, tripFacts } from './build.ts';
import { FakeActionStore } from './fake-action-store.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeEventBus } from './fake-event-bus.ts';
import { FakeIpSet } from './fake-ip-set.ts';
import { FakeMetrics } from './fake-metrics.ts';
import { ENFORCED, FakeGoodTraffic, FakeHoneytokens, FakePager } from './fake-response.ts';
import { FakeKeyRegistry } from './operator-fakes.ts';

export const DECOY = 'key_decoy';
export const BESIDE = 'key_beside';
export const SEAL_KEY = 'ab'.repeat(32);

/** One stage as the responder sees it, in memory: what lives on when a responder dies. */
export function responseWorld() {
  const clock = new FakeClock();
  const table = new FakeHoneytokens();
  const registry = new FakeKeyRegistry();
  const store = new FakeActionStore();
  const bus = new FakeEventBus();
  const pager = new FakePager();
  const metrics = new FakeMetrics();
  const goodTraffic = new FakeGoodTraffic();
  const [ipv4, ipv6] = [new FakeIpSet('IPV4'), new FakeIpSet('IPV6')];
  const failures: string[] = [];
  const key = keyItem({ id: BESIDE });
  registry.items.set(key.keyHash, key);
  table.planted.set(DECOY, { label: 'repo acme/web, .env', beside: BESIDE });
  const actionsOn = (records: ActionStore) =>
    actionLog({
      store: records,
      operator: 'responder',
      random: randomBytes,
      now: clock.now,
      auditRetentionDays: 90,
    });
  const deps: ResponderDeps = {
    policy: ENFORCED,
    decoySecrets: ['prod/stripe/live-key'],
    leakAction: 'quarantine',
    watchList: { read: async () => watchList(SEAL_KEY, []) },
    ...{ desk: table, trips: table, placements: table, blocks: table, book: table },
    ...{ goodTraffic, registry, pager, metrics, events: bus },
    actions: actionsOn(store),
    ipSets: [ipv4, ipv6],
    inForce: (now) => table.inForce(now),
    pause: async (ms) => clock.advance(ms),
    random: randomBytes,
    now: clock.now,
    stage: 'test',
    retentionDays: 90,
    logFailure: (action, error) =>
      void failures.push(`${action}: ${Object(error).message ?? Object(error).name}`),
  };
  return {
    ...{
      clock,
      table,
      registry,
      store,
      bus,
      pager,
      metrics,
      goodTraffic,
      failures,
      ipv4,
      ipv6,
      deps,
      actionsOn,
    },
    keyState: () => registry.items.get(key.keyHash)?.state,
    /** A use as the authorizer records it; gives back the event it raises, if any. */
    use: async (ip: string, tokenId = DECOY, carrier = 'x-api-key') => {
      const at = clock.now().toISOString();
      const { trip } = tripFacts(tokenId, { ip, at, carrier });
      const events = new FakeEventBus();
      const more = { stage: 'test', metrics: new FakeMetrics(), logTrip: () => undefined };
      await recordTrip({ trips: table, events, ...more }, tokenId, trip);
      return events.published.map(({ type, detail }) => ({ 'detail-type': type, detail }));
    },
    handle: (event: unknown, over: Partial<ResponderDeps> = {}) => createHandler({ ...deps, ...over })(event),
    /** A sweep for each of so many minutes. */
    sweep: async (minutes: number, over: Partial<ResponderDeps> = {}) => {
      for (let minute = 0; minute < minutes; minute += 1) {
        clock.advance(60_000);
        await createHandler({ ...deps, ...over })({ run: 'sweep' });
      }
    },
  };
}
