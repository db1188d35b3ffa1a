import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { planWall } from '../../../../lambda/domain/response/plan-wall.ts';
import { canonicalRange } from '../../../../lambda/domain/source-range.ts';
import { responseWorld } from '../../../support/response-world.ts';

const THIEF = '203.0.113.7';

describe('WAF', () => {
  test('follows the blocklist within two sweeps, in both families, and lets go what is over', async () => {
    const world = responseWorld();
    for (const ip of [THIEF, '2001:db8:1:2::9'])
      for (const event of await world.use(ip)) await world.handle(event);
    await world.sweep(1);
    expect([world.ipv4.addresses, world.ipv6.addresses]).toEqual([[`${THIEF}/32`], ['2001:db8:1:2::/64']]);
    const updates = world.ipv4.updates;
    await world.sweep(10);
    expect(world.ipv4.updates).toBe(updates);
    await world.sweep(60);
    expect([world.ipv4.addresses, world.ipv6.addresses]).toEqual([[], []]);
  });

  test('is written once more with what somebody else wrote meanwhile, never over it unread', async () => {
    const world = responseWorld();
    await world.handle((await world.use(THIEF))[0]);
    world.ipv4.meanwhile = () => world.ipv4.put(['192.0.2.0/24']);
    await world.sweep(1);
    expect([world.ipv4.addresses, world.ipv4.updates]).toEqual([[`${THIEF}/32`], 2]);
  });

  test('is asked at most once a second, and given up for this sweep where it is throttled', async () => {
    const world = responseWorld();
    await world.handle((await world.use(THIEF))[0]);
    world.ipv4.throttles = 5;
    const startedAt = world.clock.now().getTime() + 60_000;
    await world.sweep(1);
    expect(world.clock.now().getTime() - startedAt).toBeGreaterThanOrEqual(4 * 1_000);
    expect([world.ipv4.addresses, world.metrics.counted.includes('ResponderFailed')]).toEqual([[], true]);
    await world.sweep(1);
    expect(world.ipv4.addresses).toEqual([`${THIEF}/32`]);
  });

  test('that is down keeps no use, block, quarantine or page back', async () => {
    const world = responseWorld();
    world.ipv4.broken = true;
    await world.use(THIEF);
    await world.sweep(2);
    expect([world.table.blocks.size, world.keyState(), world.pager.sent.length]).toEqual([
      1,
      'quarantined',
      1,
    ]);
  });

  test('is not asked where the stage has none', async () => {
    const world = responseWorld();
    await world.handle((await world.use(THIEF))[0]);
    await world.sweep(1, { ipSets: [] });
    expect(world.ipv4.updates).toBe(0);
  });
});

const block = (range: string, createdAt = '') => ({ range, createdAt });

test('an IP set that holds the blocks, in whatever digits and order, is left alone', () => {
  const ranges = ['2001:db8:1:2::/64', '2a00:0:0:1::/64'];
  const present = ['2A00:0000:0000:0001:0000:0000:0000:0000/64', '2001:0DB8:1:2:0:0:0:0/64'];
  expect(
    planWall(
      'IPV6',
      ranges.map((range) => block(range)),
      present,
    ),
  ).toBeUndefined();
});

test('what an IP set is to hold is the blocks of its family, each once, and never everybody', () => {
  const range = fc.oneof(
    fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })).map(([ip, bits]) => `${ip}/${bits}`),
    fc.tuple(fc.ipV6(), fc.integer({ min: 0, max: 128 })).map(([ip, bits]) => `${ip}/${bits}`),
  );
  fc.assert(
    fc.property(fc.array(range, { maxLength: 20 }), fc.array(range, { maxLength: 5 }), (ranges, present) => {
      for (const family of ['IPV4', 'IPV6'] as const) {
        const next = planWall(
          family,
          ranges.map((text) => block(text)),
          present,
        );
        for (const text of next ?? []) {
          expect(ranges.map(canonicalRange)).toContain(text);
          expect(text).toMatch(family === 'IPV4' ? /^[\d.]+\/[1-9]/ : /:.*\/[1-9]/);
        }
        expect(new Set(next).size).toBe(next?.length ?? 0);
        if (next !== undefined)
          expect(
            planWall(
              family,
              ranges.map((text) => block(text)),
              next,
            ),
          ).toBeUndefined();
      }
    }),
  );
});

test('of more blocks than an IP set holds the newest are kept', () => {
  const blocks = Array.from({ length: 10_010 }, (_, n) =>
    block(`10.${n >> 16}.${(n >> 8) & 255}.${n & 255}/32`, String(100_000 + n)),
  );
  const next = planWall('IPV4', blocks, []);
  expect([next?.length, next?.includes('10.0.0.9/32'), next?.includes('10.0.0.10/32')]).toEqual([
    10_000,
    false,
    true,
  ]);
});
