import { expect, test } from '@jest/globals';
import { rerollToken } from '../../../../lambda/domain/response/reroll-words.ts';

test('a decoy has one reroll until its uses are dealt with, and then another', () => {
  expect(rerollToken('key_decoy')).toBe('trip:key_decoy');
  expect(rerollToken('key_decoy', '2026-11-23T17:00:01.900Z')).toBe('trip:key_decoy:1795453201');
});
