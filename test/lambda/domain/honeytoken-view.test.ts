import { expect, test } from '@jest/globals';
import { honeytokenView, tripView } from '../../../lambda/domain/honeytoken-view.ts';
import { placementItem, tripFacts } from '../../support/build.ts';

test('what is not on record of a decoy is null, and one whose planting broke off is unfinished', () => {
  const item = {
    ...placementItem({ entry: 'key_1' }),
    beside: undefined,
    upstream: undefined,
    link: undefined,
  };
  expect(honeytokenView({ ...item, state: 'pending' })).toEqual({
    ...{ id: 'key_1', label: item.label, state: 'unfinished', beside: null, upstream: null, link: null },
    ...{ plantedBy: item.plantedBy, plantedAt: item.plantedAt, acknowledgedBy: null, acknowledgedAt: null },
    ...{ removedBy: null, removedAt: null, removedBecause: null },
  });
});

test('what is on record of a decoy is told', () => {
  const told = {
    ...({ state: 'removed', beside: 'key_2', upstream: 'gemini', link: 'https://example.com' } as const),
    ...{ acknowledgedBy: 'a', acknowledgedAt: 'b', removedBy: 'c', removedAt: 'd', removedBecause: 'e' },
  } as const;
  expect(honeytokenView({ ...placementItem({ entry: 'key_1' }), ...told })).toMatchObject(told);
});

test('uses are told by the quarter of an hour, with their sources in order', () => {
  const { trip } = tripFacts('key_1');
  const record = {
    ...{ tokenId: 'key_1', entry: 'trip#2026-11-23T17:00:00.000Z', hits: 2, lastAt: 'then', trips: [trip] },
    ...{ sources: ['203.0.113.9/32', '198.51.100.7/32'], expiresAt: 0 },
  };
  const view = {
    tokenId: 'key_1',
    window: '2026-11-23T17:00:00.000Z',
    hits: 2,
    lastAt: 'then',
    trips: [trip],
  };
  const sources = ['198.51.100.7/32', '203.0.113.9/32'];
  expect(tripView(record, 'repo acme/web')).toEqual({
    ...view,
    sources,
    label: 'repo acme/web',
    answers: {},
  });
  const answers = { '198.51.100.7/32': 'source blocked until noon' };
  expect(tripView({ ...record, answers }, undefined)).toEqual({ ...view, sources, label: null, answers });
});
