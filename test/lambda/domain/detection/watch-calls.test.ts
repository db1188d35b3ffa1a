import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { EMPTY_PROFILE, type KeyProfile } from '../../../../lambda/domain/detection/key-profile.ts';
import type { SeenCall } from '../../../../lambda/domain/detection/seen-call.ts';
import { watchCalls } from '../../../../lambda/domain/detection/watch-calls.ts';
import { call, calls, DAY_MS, HOUR_MS, MINUTE_MS, START_MS, watch } from './support.ts';

const address = fc.oneof(fc.ipV4(), fc.ipV6(), fc.constantFrom('203.0.113.7', '203.0.113.9', '2001:db8::1'));
const anyCall: fc.Arbitrary<SeenCall> = fc
  .record({
    n: fc.nat(99_999),
    atMs: fc.integer({ min: 0, max: 90 * DAY_MS }),
    ip: address,
    country: fc.option(fc.constantFrom('DE', 'FR', 'BR', 'US', 'JP', 'ZZ'), { nil: undefined }),
    verdict: fc.constantFrom('allowed', 'route.forbidden', 'credential.rejected'),
  })
  .map(({ n, atMs, ...over }) => call(n, atMs, over));
const anyCalls = fc.uniqueArray(anyCall, { maxLength: 120, selector: ({ callId }) => callId });

test('what is found does not depend on the order in which the calls are given', () => {
  fc.assert(
    fc.property(
      anyCalls.chain((seen) =>
        fc.tuple(fc.constant(seen), fc.shuffledSubarray(seen, { minLength: seen.length })),
      ),
      ([seen, shuffled]) => {
        expect(watch(shuffled)).toEqual(watch(seen));
      },
    ),
  );
});

test('looking in pieces finds the same as looking at once, and looking again finds nothing', () => {
  fc.assert(
    fc.property(anyCalls, fc.nat(120), (seen, cut) => {
      const sorted = [...seen].sort((a, b) => a.atMs - b.atMs || (a.callId < b.callId ? -1 : 1));
      const whole = watch(sorted);
      const first = watch(sorted.slice(0, cut));
      const second = watch(sorted, first.profile); // the first piece is seen again
      expect([...first.findings, ...second.findings]).toEqual(whole.findings);
      expect(second.profile).toEqual(whole.profile);
      expect(watch(sorted, whole.profile)).toEqual({ profile: whole.profile, findings: [] });
    }),
  );
});

test('no finding has the id of another one', () => {
  fc.assert(
    fc.property(anyCalls, (seen) => {
      const ids = watch(seen).findings.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }),
  );
});

test('however many calls and places there were, a profile stays below 8 KB', () => {
  let profile: KeyProfile = EMPTY_PROFILE;
  const pairs = ['DE', 'BR', 'JP', 'US', 'ZA', 'AU', 'KE', 'CL', 'IN', 'NO', 'EG', 'TH'];
  for (let n = 0; n < 4_000; n += 1) {
    const ip = n % 2 === 0 ? `10.${n % 199}.${n % 251}.1` : `2001:db8:${(n % 9_973).toString(16)}:ffff::1`;
    const country = `${pairs[n % pairs.length]}`;
    const seen = call(n, n * 10 * MINUTE_MS, {
      ip,
      country: n % 3 === 0 ? country : `Z${n % 97}`,
      verdict: 'route.forbidden',
    });
    profile = watchCalls(profile, [{ ...seen, callId: `${'x'.repeat(60)}${n}` }], () => true).profile;
  }
  expect(JSON.stringify(profile).length).toBeLessThan(8_192);
});

test('a detector that is off raises nothing, and what the others raise stays the same', () => {
  fc.assert(
    fc.property(anyCalls, (seen) => {
      const all = watch(seen);
      const some = watchCalls(EMPTY_PROFILE, seen, (name) => name !== 'newCountry');
      expect(some.findings).toEqual(all.findings.filter(({ detector }) => detector !== 'newCountry'));
      expect(some.profile).toEqual(all.profile);
    }),
  );
});

test('a key that does in an hour what it did in the hours before raises nothing', () => {
  const healthy = fc.record({
    perHour: fc.integer({ min: 1, max: 150 }),
    places: fc.uniqueArray(fc.constantFrom('DE', 'FR', 'NL', 'AT'), { minLength: 1 }),
    jitter: fc.array(fc.integer({ min: 50, max: 150 }), { minLength: 7, maxLength: 7 }),
  });
  fc.assert(
    fc.property(healthy, ({ perHour, places, jitter }) => {
      const seen: SeenCall[] = [];
      for (let hour = 0; hour < 30; hour += 1) {
        const count = Math.max(1, Math.round((perHour * (jitter[hour % 7] ?? 100)) / 100));
        for (let n = 0; n < count; n += 1) {
          const country = places[n % places.length];
          const ip = `198.51.${100 + (n % places.length)}.${n % 200}`;
          seen.push(call(seen.length, hour * HOUR_MS + (n * HOUR_MS) / count, { country, ip }));
        }
      }
      const learnt = watch(seen.filter(({ atMs }) => atMs < START_MS + 29 * HOUR_MS));
      const last = seen.filter(({ atMs }) => atMs >= START_MS + 29 * HOUR_MS);
      expect(watch(last, learnt.profile).findings).toEqual([]);
    }),
    { numRuns: 8 },
  );
});

test('a finding says who, when, from where, why, and which calls to look at', () => {
  const { findings } = watch([
    ...calls(214, 0, MINUTE_MS),
    call(214, 214 * MINUTE_MS + 1, { country: 'AT', ip: '198.51.100.4' }),
  ]);
  expect(findings).toEqual([
    {
      id: 'newCountry/key_1/c000214',
      detector: 'newCountry',
      severity: 'high',
      keyId: 'key_1',
      client: 'acme',
      at: '2026-11-23T03:34:00.001Z',
      ip: '198.51.100.4',
      country: 'AT',
      why: 'first call from AT; of 214 calls before, most came from DE (214)',
      callIds: ['c000214'],
    },
  ]);
});
