import { expect, test } from '@jest/globals';
import { usedUnits } from '../../../lambda/domain/used-units.ts';

test('what a call used is measured by its unit, and nothing where the plan has no hard quota', () => {
  expect(usedUnits({ requests: 1, units: 2, searches: 3, uploads: 4, tokens: 5 })).toEqual({
    ...{ UsedRequests: 1, UsedUnits: 2, UsedSearches: 3, UsedUploads: 4, UsedTokens: 5 },
  });
  expect(usedUnits()).toEqual({});
});
