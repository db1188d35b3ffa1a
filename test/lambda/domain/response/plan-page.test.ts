import { describe, expect, test } from '@jest/globals';
import type { PageItem, TripItem } from '../../../../contract/honeytokens.ts';
import { isAnswered, isSettled, planPage } from '../../../../lambda/domain/response/plan-page.ts';

const now = new Date('2026-11-23T17:30:00.000Z');
const ENTRY = 'trip#2026-11-23T17:00:00.000Z';
const trip = (over: Partial<TripItem> = {}): TripItem => ({
  ...{ tokenId: 'key_decoy', entry: ENTRY, hits: 3, lastAt: '', sources: [], trips: [], expiresAt: 0 },
  ...over,
});
const agoOf = (ms: number): string => new Date(now.getTime() - ms).toISOString();
const page = (over: Partial<PageItem> = {}): PageItem =>
  ({ state: 'sent', pagedAt: agoOf(0), told: {}, ...over }) as PageItem;

describe('a page', () => {
  const told = { [ENTRY]: 3 };

  test('is sent at once where nobody was ever told, and not where nothing happened', () => {
    expect(planPage([trip()], undefined, now)).toEqual({ kind: 'page', fresh: 3, told });
    expect(planPage([], undefined, now)).toEqual({ kind: 'none' });
    expect(planPage([trip({ hits: 0 })], undefined, now)).toEqual({ kind: 'none' });
  });

  test('is not sent again within a quarter of an hour, and then for what is new only', () => {
    const last = (ms: number, of: PageItem['told'] = { [ENTRY]: 1 }) =>
      page({ pagedAt: agoOf(ms), told: of });
    expect(planPage([trip()], last(899_999), now)).toEqual({ kind: 'none' });
    expect(planPage([trip()], last(900_000), now)).toEqual({ kind: 'page', fresh: 2, told });
    expect(planPage([trip()], last(900_000, { [ENTRY]: 3 }), now)).toEqual({ kind: 'none' });
    expect(planPage([trip()], last(900_000, { [ENTRY]: 9 }), now)).toEqual({ kind: 'none' });
    expect(planPage([trip()], last(900_000, {}), now)).toMatchObject({ fresh: 3 });
  });

  test('that was begun is left to whoever began it, and after two minutes nobody knows whether it left', () => {
    const sending = (ms: number) => page({ state: 'sending', pagedAt: agoOf(ms) });
    expect(planPage([trip()], sending(119_999), now)).toEqual({ kind: 'none' });
    expect(planPage([trip()], sending(120_000), now)).toEqual({ kind: 'unsure', last: sending(120_000) });
    expect(planPage([trip()], sending(9_999_999), now)).toMatchObject({ kind: 'unsure' });
  });
});

test('a record is answered when each of its sources is', () => {
  expect(isAnswered(trip())).toBe(true);
  expect(isAnswered(trip({ sources: ['a', 'b'], answers: { a: 'blocked', b: 'blocked' } }))).toBe(true);
  expect(isAnswered(trip({ sources: ['a', 'b'], answers: { a: 'blocked' } }))).toBe(false);
  expect(isAnswered(trip({ sources: ['a'] }))).toBe(false);
});

test('a record is settled a minute after its window, answered, with every use told', () => {
  const told = page({ told: { [ENTRY]: 3 } });
  const at = (text: string) => new Date(`2026-11-23T17:${text}Z`);
  expect(isSettled(trip(), told, at('16:00.001'))).toBe(true);
  expect(isSettled(trip(), told, at('16:00.000'))).toBe(false);
  expect(isSettled(trip({ hits: 4 }), told, now)).toBe(false);
  expect(isSettled(trip(), undefined, now)).toBe(false);
  expect(isSettled(trip({ sources: ['a'] }), told, now)).toBe(false);
});
