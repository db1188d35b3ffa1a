import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { HardQuota } from '../../../contract/quota.ts';
import { reserveQuota } from '../../../lambda/flows/reserve-quota.ts';
import { settleQuota } from '../../../lambda/flows/settle-quota.ts';
import { callerContext, callOf } from '../../support/build.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { FakeEventBus } from '../../support/fake-event-bus.ts';
import { FakeMetrics } from '../../support/fake-metrics.ts';
import { FakeQuotaStore } from '../../support/fake-quota-store.ts';

function setUp(over: Partial<HardQuota> = {}, meter: 'requests' | 'gemini' = 'requests') {
  const quota: HardQuota = { per: 'day', zone: 'UTC', limits: { requests: 3 }, pooled: false, ...over };
  const [quotas, events, metrics, clock] = [
    new FakeQuotaStore(),
    new FakeEventBus(),
    new FakeMetrics(),
    new FakeClock(),
  ];
  const settings = { upstream: { name: 'gemini' }, meter, quotas: { basic: quota } };
  const deps = { settings, quotas, events, metrics, now: clock.now, stage: 'test' };
  const take = (keyId = 'key_1', plan = 'basic') =>
    reserveQuota(deps, callOf({ caller: callerContext({ keyId, plan }) })).then(
      (reservation) => reservation ?? 'unlimited',
      (error) => error,
    );
  return { quotas, events, metrics, clock, deps, take };
}

test('of twenty callers at once exactly as many get through as the limit says', async () => {
  const { take } = setUp();
  const answers = await Promise.all(Array.from({ length: 20 }, () => take()));
  expect(answers.filter(({ code }) => code === 'quota.exhausted')).toHaveLength(17);
});

test('each key has its own count, unless the plan is pooled', async () => {
  const own = setUp({ limits: { requests: 1 } });
  expect([await own.take('key_1'), await own.take('key_2')]).toMatchObject([{ taken: {} }, { taken: {} }]);
  const pooled = setUp({ limits: { requests: 1 }, pooled: true });
  expect([await pooled.take('key_1'), await pooled.take('key_2')]).toMatchObject([
    { counter: expect.stringMatching(/^plan:basic#gemini#/) },
    { code: 'quota.exhausted' },
  ]);
});

test('a refusal says when the next period begins, and then there is room again', async () => {
  const { take, clock } = setUp({ limits: { requests: 1 } });
  await take();
  const refusal = await take();
  const waitMs = refusal.retryAfterSeconds * 1000;
  expect(new Date(clock.now().getTime() + waitMs).toISOString()).toMatch(/T00:00:00/);
  clock.advance(waitMs);
  expect(await take()).toMatchObject({ taken: { requests: 1 } });
});

test('a plan without a hard quota on this upstream costs no question', async () => {
  const { take, quotas } = setUp();
  expect(await take('key_1', 'constructor')).toBe('unlimited');
  expect(quotas.asked).toBe(0);
});

test('a counter that cannot be asked lets nobody through', async () => {
  const { take, quotas, metrics } = setUp();
  quotas.broken = true;
  expect(await take()).toMatchObject({ code: 'gateway.unavailable' });
  expect(metrics.counted).toEqual(['QuotaCountFailed']);
});

test('that a quota is used up is told once in a period, and a bus that is down stops nothing', async () => {
  const { take, events, metrics } = setUp({ limits: { requests: 1 } });
  await Promise.all(Array.from({ length: 10 }, () => take()));
  expect(events.published).toMatchObject([
    { type: 'quota.exhausted', detail: { keyId: 'key_1', unit: 'requests' } },
  ]);
  const broken = setUp({ limits: { requests: 1 } });
  broken.events.broken = true;
  await broken.take();
  expect(await broken.take()).toMatchObject({ code: 'quota.exhausted' });
  expect(broken.metrics.counted).toContain('EventPublishFailed');
  expect(metrics.counted).not.toContain('EventPublishFailed');
});

/** Any interleaving of calls that reserve, are refused, use less than reserved, are cut, or crash before they settle. */
test('whatever calls do and however they end, what is counted never exceeds the limit nor falls below what was used', async () => {
  const ends = fc.constantFrom('settles', 'crashes', 'cut', 'refused upstream');
  const plan = fc.array(
    fc.record({ text: fc.nat(400), use: fc.double({ min: 0, max: 1, noNaN: true }), end: ends }),
    {
      maxLength: 30,
    },
  );
  await fc.assert(
    fc.asyncProperty(
      plan,
      fc.integer({ min: 1, max: 60_000 }),
      fc.boolean(),
      async (calls, limit, breaks) => {
        const { deps, quotas } = setUp({ limits: { tokens: limit } }, 'gemini');
        let usedUpstream = 0;
        const running: Promise<void>[] = calls.map(async ({ text, use, end }, n) => {
          const path = '/v1/models/m:generateContent';
          const body = Buffer.from(
            JSON.stringify({ t: 'x'.repeat(text), generationConfig: { maxOutputTokens: 500 } }),
          );
          const call = callOf({ path, body, caller: callerContext({ plan: 'basic' }) });
          const reservation = await reserveQuota(deps, call).catch(() => undefined);
          if (reservation === undefined) return;
          const used = Math.floor((reservation.taken.tokens ?? 0) * use);
          if (end !== 'refused upstream') usedUpstream += used;
          if (end === 'crashes') return;
          if (breaks && n % 3 === 0) quotas.broken = true;
          const status = end === 'refused upstream' ? 429 : 200;
          await settleQuota(deps, reservation, { total: end === 'settles' ? used : undefined, status });
          quotas.broken = false;
        });
        await Promise.all(running);
        const counted = [...quotas.counts.values()][0]?.['tokens'] ?? 0;
        expect(counted).toBeLessThanOrEqual(limit);
        expect(counted).toBeGreaterThanOrEqual(usedUpstream);
      },
    ),
  );
});
