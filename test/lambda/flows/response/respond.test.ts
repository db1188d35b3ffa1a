import { describe, expect, test } from '@jest/globals';
import { PAGE_PAUSE_MS } from '../../../../contract/honeytokens.ts';
import type { ResponsePolicy } from '../../../../contract/response-policy.ts';
import { WATCH_LIST } from '../../../../contract/watch-list.ts';
import type { Finding } from '../../../../lambda/domain/response/finding.ts';
import { ENFORCED } from '../../../support/fake-response.ts';
import { BESIDE, DECOY, responseWorld } from '../../../support/response-world.ts';

const THIEF = '203.0.113.7';
const policy = (over: Partial<ResponsePolicy>) => ({ policy: { ...ENFORCED, ...over } });

test('the use of a decoy blocks its source, quarantines the key beside it, and tells people and the bus once', async () => {
  const world = responseWorld();
  const [event] = await world.use(THIEF);
  await world.handle(event);
  expect([...world.table.blocks.values()]).toEqual([
    {
      tokenId: WATCH_LIST.partition,
      entry: 'block#203.0.113.7/32',
      range: '203.0.113.7/32',
      reason: `the honeytoken ${DECOY} was used`,
      by: 'responder',
      createdAt: '2026-11-23T17:00:00.000Z',
      expiresAt: Date.parse('2026-11-23T18:00:00.000Z') / 1_000,
    },
  ]);
  expect(world.keyState()).toBe('quarantined');
  expect(world.store.lines).toEqual([`keys.quarantine ${BESIDE} begun`, `keys.quarantine ${BESIDE} done`]);
  expect(world.store.items[0]?.operator).toBe('responder');
  expect(world.bus.published.map(({ type }) => type).sort()).toEqual(['ip.blocked', 'key.quarantined']);
  expect(world.pager.sent).toHaveLength(1);
  expect(world.pager.sent[0]?.message).toContain('repo acme/web, .env');
  expect(world.pager.sent[0]?.message).toContain(
    `source blocked until 2026-11-23T18:00:00.000Z; key ${BESIDE} beside it quarantined`,
  );
});

test('the same event again, and every sweep after it, changes, tells and pages nothing more', async () => {
  const world = responseWorld();
  const [event] = await world.use(THIEF);
  await world.handle(event);
  const before = JSON.stringify([[...world.table.blocks], world.store.lines, world.bus.published]);
  await world.handle(event);
  await world.handle(event);
  await world.sweep(40);
  expect(JSON.stringify([[...world.table.blocks], world.store.lines, world.bus.published])).toBe(before);
  expect([world.pager.sent.length, world.metrics.counted.includes('ResponderFailed')]).toEqual([1, false]);
  expect([...world.table.records.values()].map(({ outbox }) => outbox)).toEqual([undefined]);
});

test('a use whose event never came is answered by the second sweep', async () => {
  const world = responseWorld();
  await world.use(THIEF);
  await world.sweep(2);
  expect([world.keyState(), world.table.blocks.size, world.pager.sent.length]).toEqual(['quarantined', 1, 1]);
});

test('a use that could not be recorded when it happened is recorded and answered from its event', async () => {
  const world = responseWorld();
  const [event] = await world.use(THIEF);
  world.table.records.clear();
  await world.handle(event);
  await world.handle(event);
  expect([world.table.records.size, world.table.blocks.size, world.pager.sent.length]).toEqual([1, 1, 1]);
});

describe('report', () => {
  test('a policy that reports does nothing, and says of each action that it was not done', async () => {
    const world = responseWorld();
    const [event] = await world.use(THIEF);
    await world.handle(event, policy({ block: 'report', quarantineBeside: 'report' }));
    expect([world.table.blocks.size, world.keyState(), world.bus.published]).toEqual([0, 'active', []]);
    expect(world.pager.sent[0]?.message).toContain('source NOT blocked: the policy only reports');
    expect(world.pager.sent[0]?.message).toContain(`key ${BESIDE} beside it NOT quarantined`);
  });

  test('whoever calls a decoy route is reported by default: a link on any page can make a visitor call one', async () => {
    const world = responseWorld();
    const [event] = await world.use(THIEF, 'route:/internal/admin', 'route');
    await world.handle(event);
    expect([world.table.blocks.size, world.pager.sent.length]).toEqual([0, 1]);
  });

  test.each([
    ['10.1.2.3', 'no stranger has such an address'],
    ['127.0.0.1', 'no stranger has such an address'],
    ['198.51.100.9', 'it is on the never-block list'],
  ])('%s is never blocked', async (ip, why) => {
    const world = responseWorld();
    const [event] = await world.use(ip);
    await world.handle(event, policy({ neverBlock: ['198.51.100.0/24'] }));
    expect(world.table.blocks.size).toBe(0);
    expect(world.pager.sent[0]?.message).toContain(`source NOT blocked: ${why}`);
  });

  test('a source behind which a client was served within a day is reported, unless only the key beside was', async () => {
    const world = responseWorld();
    const at = new Date('2026-11-23T03:00:00.000Z');
    world.goodTraffic.allowed.set(`${THIEF}/32`, { at, keyId: 'key_client' });
    world.goodTraffic.allowed.set('203.0.113.8/32', { at, keyId: BESIDE });
    for (const ip of [THIEF, '203.0.113.8']) await world.handle((await world.use(ip))[0]);
    expect([...world.table.blocks.keys()]).toEqual(['203.0.113.8/32']);
    // What a thief does afterwards tells of no client.
    const [event] = await world.use('203.0.113.9');
    world.goodTraffic.allowed.set('203.0.113.9/32', { at: world.clock.now(), keyId: 'key_client' });
    await world.handle(event);
    expect([...world.table.blocks.keys()]).toEqual(['203.0.113.8/32', '203.0.113.9/32']);
    const answers = Object.values([...world.table.records.values()][0]?.answers ?? {});
    expect(answers[0]).toContain(
      'a client may be behind it (a call was allowed at 2026-11-23T03:00:00.000Z)',
    );
  });
});

test('beyond the cap of an hour sources are reported, and that is counted', async () => {
  const world = responseWorld();
  for (let n = 1; n <= 5; n += 1)
    for (const event of await world.use(`203.0.113.${n}`))
      await world.handle(event, policy({ blocksPerHourMax: 3 }));
  expect(world.table.blocks.size).toBe(3);
  expect(world.metrics.counted.filter((name) => name === 'BlockCapReached')).toHaveLength(2);
});

test('an IPv6 source is blocked with its /64', async () => {
  const world = responseWorld();
  const [event] = await world.use('2001:db8:1:2:3:4:5:6');
  await world.handle(event);
  expect([...world.table.blocks.keys()]).toEqual(['2001:db8:1:2::/64']);
});

test('a key that is gone, or no key beside, keeps nothing else back', async () => {
  const world = responseWorld();
  world.registry.items.clear();
  await world.handle((await world.use(THIEF))[0]);
  await world.handle((await world.use('203.0.113.9', 'key_lone'))[0]);
  expect([world.table.blocks.size, world.pager.sent.length]).toEqual([2, 2]);
  expect(world.pager.sent[0]?.message).toContain('works no more');
});

test('a key that is revoked counts as gone, one in the middle of a reroll as not quarantined yet', async () => {
  const states = ['revoked', 'pending'] as const;
  const answers = states.map(async (state) => {
    const world = responseWorld();
    const [key] = world.registry.items.values();
    if (key !== undefined) world.registry.items.set(key.keyHash, { ...key, state });
    await world.handle((await world.use(THIEF))[0]).catch(() => undefined);
    return world.pager.sent[0]?.message;
  });
  const [revoked, pending] = await Promise.all(answers);
  expect(revoked).toContain('works no more');
  expect(pending).toContain('NOT quarantined: it failed, and is tried again');
});

test('whatever cannot be done keeps nothing else back, and is done by a later sweep without another page', async () => {
  const world = responseWorld();
  const [event] = await world.use(THIEF);
  world.registry.faults.before.add('change');
  await expect(world.handle(event)).rejects.toThrow('something is left to do');
  expect([world.table.blocks.size, world.pager.sent.length, world.keyState()]).toEqual([1, 1, 'active']);
  expect(world.pager.sent[0]?.message).toContain('NOT quarantined: it failed, and is tried again');
  expect(world.metrics.counted).toContain('ResponderFailed');
  world.registry.faults.before.clear();
  await world.sweep(2);
  expect([world.keyState(), world.pager.sent.length]).toEqual(['quarantined', 1]);
});

test('while the bus is down a source is blocked all the same, and the events follow once it is up', async () => {
  const world = responseWorld();
  await world.use(THIEF);
  world.bus.broken = true;
  await world.sweep(3);
  expect([world.table.blocks.size, world.keyState(), world.pager.sent.length]).toEqual([1, 'quarantined', 1]);
  expect(world.pager.sent[0]?.message).toContain('source blocked until');
  world.bus.broken = false;
  await world.sweep(1);
  expect(world.bus.published.map(({ type }) => type).sort()).toEqual(['ip.blocked', 'key.quarantined']);
});

test('a page that the topic refuses is sent once it accepts; one whose fate is unknown never again, which is a failure', async () => {
  const refused = responseWorld();
  const [event] = await refused.use(THIEF);
  refused.pager.outcome = 'refused';
  await expect(refused.handle(event)).rejects.toThrow();
  await refused.sweep(2);
  refused.pager.outcome = 'sent';
  await refused.sweep(20);
  expect(refused.pager.sent).toHaveLength(1);

  const unsure = responseWorld();
  const [other] = await unsure.use(THIEF);
  unsure.pager.outcome = 'unsure';
  await expect(unsure.handle(other)).rejects.toThrow();
  unsure.pager.outcome = 'sent';
  await unsure.sweep(40);
  expect(unsure.pager.sent).toHaveLength(1);
  expect(unsure.metrics.counted).toContain('ResponderFailed');
});

test('an event that was not made as ours are is counted, and changes nothing', async () => {
  const world = responseWorld();
  const [event] = await world.use(THIEF);
  const detail = { ...event?.detail };
  for (const forged of [
    {},
    { ...detail, version: 2 },
    { ...detail, source: '0.0.0.0/0' },
    { ...detail, at: 'now' },
  ])
    await world.handle({ 'detail-type': 'honeytoken.tripped', detail: forged });
  await world.handle(undefined);
  expect([world.table.blocks.size, world.pager.sent.length, world.keyState()]).toEqual([0, 0, 'active']);
  expect(world.metrics.counted.filter((name) => name === 'ResponderFailed')).toHaveLength(5);
});

test('where findings are asked for, one is opened for a use; one that is not taken is opened later, without another page', async () => {
  const world = responseWorld();
  const opened: Finding[] = [];
  let taken = false;
  const open = async (finding: Finding): Promise<void> => {
    if (!taken) throw new Error('not enabled');
    opened.push(finding);
  };
  const product = 'arn:aws:securityhub:eu-central-1:123456789012:product/123456789012/default';
  const findings = { findings: { desk: { open }, product } };
  const [event] = await world.use(THIEF);
  await expect(world.handle(event, findings)).rejects.toThrow();
  taken = true;
  await world.sweep(2, findings);
  expect(opened.map(({ Id }) => Id)).toEqual([
    `sallyport/test/${DECOY}/2026-11-23T17:00:00.000Z/${THIEF}/32`,
  ]);
  expect(world.pager.sent).toHaveLength(1);
  expect(world.pager.sent[0]?.message).toContain('finding NOT opened: it failed, and is tried again');
});

test('what is done because of a drill says so wherever it is told, a finding is for information only', async () => {
  const world = responseWorld();
  world.table.planted.set(DECOY, {
    label: 'drill-0152a728: a decoy that is used on purpose',
    beside: BESIDE,
  });
  const opened: Finding[] = [];
  const desk = { open: async (finding: Finding) => void opened.push(finding) };
  const [event] = await world.use(THIEF);
  await world.handle(event, { findings: { desk, product: 'arn:aws:securityhub:r:1:product/1/default' } });
  const reason = `DRILL, the honeytoken ${DECOY} was used`;
  expect(world.bus.published.map(({ detail }) => Object(detail).reason).sort()).toEqual([
    reason.replace('was used', 'beside it was used'),
    reason,
  ]);
  expect([...world.table.blocks.values()]).toMatchObject([{ reason }]);
  expect(opened).toMatchObject([
    { Title: `DRILL, Honeytoken ${DECOY} was used`, Severity: { Label: 'INFORMATIONAL' } },
  ]);
});

describe('under fire', () => {
  test('10,000 uses of one decoy page once in a quarter of an hour, with the count, in one record of bounded size', async () => {
    const world = responseWorld();
    for (let n = 0; n < 10_000; n += 1)
      for (const event of await world.use(`203.0.${n % 250}.${n % 199}`)) await world.handle(event);
    expect(world.pager.sent.map(({ subject }) => subject)).toEqual([
      `Sallyport test: honeytoken used once, ${DECOY}`,
    ]);
    await world.sweep(14);
    expect(world.pager.sent).toHaveLength(1);
    await world.sweep(4);
    expect(world.pager.sent[1]?.subject).toBe(`Sallyport test: honeytoken used 9999 times, ${DECOY}`);
    await world.sweep(120);
    expect(world.pager.sent).toHaveLength(2);
    expect([world.table.records.size, world.table.pages.size, world.table.blocks.size]).toEqual([1, 1, 20]);
    expect(world.pager.sent[1]?.message.length).toBeLessThan(20_000);
  });

  test('an attack of two hours pages at most once in any quarter of an hour, and misses no use', async () => {
    const world = responseWorld();
    const pagedAt: number[] = [];
    let told = 0;
    for (let second = 0; second < 7_200; second += 5) {
      for (const event of await world.use(`203.0.113.${second % 7}`)) await world.handle(event);
      if (second % 60 === 0) await world.handle({ run: 'sweep' });
      while (pagedAt.length < world.pager.sent.length) pagedAt.push(world.clock.now().getTime());
      world.clock.advance(5_000);
    }
    await world.sweep(40);
    for (const [n, at] of pagedAt.entries())
      if (n > 0) expect(at - (pagedAt[n - 1] ?? 0)).toBeGreaterThanOrEqual(PAGE_PAUSE_MS);
    for (const { subject } of world.pager.sent) told += Number(/used (\d+) times/.exec(subject)?.[1] ?? 1);
    expect(told).toBe(1_440);
  });

  test('twenty responders that are told of twenty sources at once send one page, and quarantine the key', async () => {
    const world = responseWorld();
    const events = [];
    for (let n = 0; n < 20; n += 1) events.push(...(await world.use(`203.0.113.${n}`)));
    await Promise.all(events.map((event) => world.handle(event).catch(() => undefined)));
    await world.sweep(2);
    expect([world.pager.sent.length, world.keyState(), world.table.blocks.size]).toEqual([
      1,
      'quarantined',
      20,
    ]);
  });
});
