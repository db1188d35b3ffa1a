import { expect, test } from '@jest/globals';
import { graceMs } from '../../../../lambda/domain/rotation/grace.ts';
import { keyName, keyPrefix } from '../../../../lambda/domain/rotation/key-name.ts';
import {
  labelFor,
  labelledAt,
  labelsOf,
  ownLabels,
} from '../../../../lambda/domain/rotation/version-label.ts';

const ID = '0a1b2c3d-0000-4000-8000-feedfacecafe';
const at = (text: string) => new Date(text);

test('a label tells its kind, the second it was written in and the version it is of', () => {
  const label = labelFor('replaced', ID, at('2026-11-26T12:00:00.999Z'));
  expect(label).toBe('sallyport-replaced-1795694400-facecafe');
  const version = { id: ID, stages: ['AWSPREVIOUS', label] };
  expect(labelledAt(version, 'replaced')).toEqual(at('2026-11-26T12:00:00Z'));
  expect(labelsOf(version, 'replaced')).toEqual([label]);
  expect(ownLabels(version)).toEqual([label]);
});

test('of two labels of one kind the later one counts, and other kinds and AWS’s own do not', () => {
  const early = labelFor('refused', ID, at('2026-11-26T12:00:00Z'));
  const late = labelFor('refused', ID, at('2026-11-26T13:00:00Z'));
  const version = {
    id: ID,
    stages: [late, 'AWSCURRENT', early, labelFor('dead', ID, at('2027-01-01T00:00:00Z'))],
  };
  expect(labelledAt(version, 'refused')).toEqual(at('2026-11-26T13:00:00Z'));
  expect(labelledAt(version, 'retired')).toBeUndefined();
  expect(ownLabels(version)).toHaveLength(3);
});

test('one second’s labels of two versions differ', () => {
  const now = at('2026-11-26T12:00:00Z');
  expect(labelFor('retired', `${ID}x`, now)).not.toBe(labelFor('retired', ID, now));
});

test('a key’s name follows from its version alone, says whose it is, and is no longer than providers allow', () => {
  const prefix = keyPrefix('prod', 'gemini');
  expect(prefix).toBe('sallyport-prod-gemini-');
  expect(keyName(prefix, ID)).toMatch(/^sallyport-prod-gemini-[0-9a-f]{16}$/);
  expect(keyName(prefix, ID)).toBe(keyName(prefix, ID));
  expect(keyName(prefix, `${ID}0`)).not.toBe(keyName(prefix, ID));
});

test('the grace covers a secret read an hour ago, the longest request begun with it, and propagation', () => {
  expect(graceMs(14 * 60_000)).toBe(3_600_000 + 14 * 60_000 + 360_000);
});
