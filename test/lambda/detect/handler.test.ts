import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type { AuditItem } from '../../../contract/tables.ts';
import { createHandler, type DetectDeps } from '../../../lambda/detect/handler.ts';
import { auditItem } from '../../../lambda/domain/audit-record.ts';
import { actionLog } from '../../../lambda/flows/action-log.ts';
import { resolveDetection } from '../../../lib/config/detection-fields.ts';
import { keyItem } from '../../support/build.ts';
import { type Death, dyingPorts } from '../../support/dying-ports.ts';
import { FakeActionStore } from '../../support/fake-action-store.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { FakeDetectionDesk } from '../../support/fake-detection-desk.ts';
import { FakeEventBus } from '../../support/fake-event-bus.ts';
import { FakeMetrics } from '../../support/fake-metrics.ts';
import { FakeAuditSearch, FakeKeyRegistry } from '../../support/operator-fakes.ts';

const KEY = 'key_0aBcDeFgHiJkLmNoPqRs';
const TIME = { getRemainingTimeInMillis: () => 300_000 };

/** One stage as the detection sees it, in memory: what lives on when a run dies. */
function detectWorld(over: Partial<DetectDeps> = {}) {
  const clock = new FakeClock();
  const audit = new FakeAuditSearch();
  const desk = new FakeDetectionDesk();
  const registry = new FakeKeyRegistry();
  const [store, bus, metrics] = [new FakeActionStore(), new FakeEventBus(), new FakeMetrics()];
  const failures: string[] = [];
  const key = keyItem({ id: KEY });
  registry.items.set(key.keyHash, key);
  const deps: DetectDeps = {
    modes: resolveDetection(),
    ...{ audit, desk, registry, metrics, events: bus, now: clock.now, stage: 'test', retentionDays: 90 },
    countryOf: (ip) => (ip === '203.0.113.7' ? 'DE' : 'BR'),
    actions: actionLog({
      store,
      operator: 'detector',
      random: randomBytes,
      now: clock.now,
      auditRetentionDays: 90,
    }),
    logFailure: (action, error) => void failures.push(`${action}: ${Object(error).message}`),
    ...over,
  };
  let made = 0;
  return {
    ...{ clock, audit, desk, bus, metrics, failures, store, deps },
    keyState: () => registry.items.get(key.keyHash)?.state,
    calls: (count: number, ip = '203.0.113.7', kind: AuditItem['kind'] = 'decision') => {
      for (let n = 0; n < count; n += 1) {
        made += 1;
        const facts = {
          ...{
            callId: `call-${String(made).padStart(4, '0')}`,
            keyId: KEY,
            client: 'acme',
            upstream: 'gemini',
          },
          ...{ method: 'GET', route: '/r', ip, verdict: 'allowed' },
        };
        audit.items.push(auditItem(kind, facts, {}, new Date(clock.now().getTime() + n), 90));
      }
    },
    look: async (minutes = 5, changes: Partial<DetectDeps> = {}) => {
      clock.advance(minutes * 60_000);
      await createHandler({ ...deps, ...changes })({}, TIME);
    },
  };
}

async function strangersCall(modes = resolveDetection()) {
  const world = detectWorld({ modes });
  await world.look(0);
  world.calls(30);
  await world.look();
  world.calls(2, '198.51.100.4');
  return world;
}

test('a finding is written down, told on the bus and counted by detector, and told once however often is looked', async () => {
  const world = await strangersCall();
  for (let run = 0; run < 4; run += 1) await world.look();
  expect(world.bus.published.map(({ type, detail }) => ({ type, detail }))).toMatchObject([
    {
      type: 'detection.raised',
      detail: {
        eventId: `detection/newCountry/${KEY}/call-0031`,
        ...{ detector: 'newCountry', severity: 'high', keyId: KEY, country: 'BR', action: 'reported' },
        why: 'first call from BR; of 30 calls before, most came from DE (30)',
      },
    },
    { detail: { detector: 'impossibleTravel' } },
  ]);
  expect(world.metrics.counted).toEqual(['DetectionRaised', 'DetectionRaised']);
  expect(world.metrics.by).toEqual([{ Detector: 'newCountry' }, { Detector: 'impossibleTravel' }]);
  expect([...world.desk.findings.values()].map(({ state, action }) => [state, action])).toEqual([
    ['told', 'reported'],
    ['told', 'reported'],
  ]);
  expect(world.keyState()).toBe('active');
  expect(world.failures).toEqual([]);
});

test('what is enforced quarantines the key through the same records as an operator', async () => {
  const world = await strangersCall(resolveDetection({ newCountry: 'enforce', impossibleTravel: 'off' }));
  await world.look();
  expect(world.keyState()).toBe('quarantined');
  expect(world.store.items.map(({ operator, action, phase }) => [operator, action, phase])).toEqual([
    ['detector', 'keys.quarantine', 'begun'],
    ['detector', 'keys.quarantine', 'done'],
  ]);
  expect(world.bus.published.map(({ type }) => type)).toEqual(['key.quarantined', 'detection.raised']);
  expect(world.metrics.counted).toEqual(['KeyQuarantined', 'DetectionRaised']);
});

test('wherever a run dies, the next one leaves what was found told, once, and the key quarantined', async () => {
  const modes = resolveDetection({ newCountry: 'enforce', impossibleTravel: 'off' });
  const names = ['desk', 'registry', 'events', 'actions'] as const;
  const counting = await strangersCall(modes);
  const counted = dyingPorts(counting.deps, names);
  await counting.look(5, counted.ports);
  expect(counted.calls.length).toBeGreaterThan(8);
  for (let call = 1; call <= counted.calls.length; call += 1)
    for (const when of ['before', 'after'] as const) {
      const death: Death = { call, when };
      const world = await strangersCall(modes);
      await world.look(5, dyingPorts(world.deps, names, death).ports);
      for (let run = 0; run < 2; run += 1) await world.look();
      const raised = world.bus.published.filter(({ type }) => type === 'detection.raised');
      expect([death, new Set(raised.map(({ detail }) => detail.eventId)).size]).toEqual([death, 1]);
      expect([death, [...world.desk.findings.values()].map(({ state }) => state)]).toEqual([death, ['told']]);
      expect([death, world.keyState()]).toEqual([death, 'quarantined']);
      expect(world.metrics.counted.filter((name) => name === 'DetectionRaised').length).toBeLessThanOrEqual(
        1,
      );
    }
});

test('an hour of healthy calls raises and counts nothing', async () => {
  const world = detectWorld({ modes: resolveDetection({ newNetwork: 'report' }) });
  await world.look(0);
  for (let minute = 0; minute < 60; minute += 5) {
    world.calls(20);
    await world.look();
  }
  expect(world.bus.published).toEqual([]);
  expect(world.metrics.counted).toEqual([]);
});

test('outcomes and what is not yet two minutes old are not looked at', async () => {
  const world = detectWorld();
  await world.look(0);
  world.calls(5, '203.0.113.7', 'outcome');
  await world.look(1);
  world.calls(5);
  await world.look(1);
  expect(world.desk.profiles.size).toBe(0);
  await world.look(3);
  expect(world.desk.profiles.get(KEY)?.profile.calls).toBe(5);
});

test('a run that fails is counted, and the next one goes on where it stopped', async () => {
  const world = await strangersCall();
  world.bus.broken = true;
  await world.look();
  expect(world.metrics.counted).toEqual(['DetectionFailed']);
  expect(world.failures).toHaveLength(1);
  world.bus.broken = false;
  await world.look();
  expect(world.bus.published).toHaveLength(2);
});

test('a run that is more than half an hour behind says so', async () => {
  const world = detectWorld();
  await world.look(0);
  world.clock.advance(3_600_000);
  await createHandler(world.deps)({}, { getRemainingTimeInMillis: () => 0 });
  expect(world.metrics.counted).toEqual(['DetectionFailed']);
  await world.look();
  expect(world.metrics.counted).toEqual(['DetectionFailed']);
});

test('a key that is gone is told of and not touched', async () => {
  const modes = resolveDetection({ newCountry: 'enforce', impossibleTravel: 'off' });
  const world = detectWorld({ modes, registry: new FakeKeyRegistry() });
  await world.look(0);
  world.calls(30);
  world.clock.advance(60_000);
  world.calls(1, '198.51.100.4');
  await world.look();
  expect(world.bus.published).toMatchObject([{ type: 'detection.raised', detail: { action: 'gone' } }]);
});
