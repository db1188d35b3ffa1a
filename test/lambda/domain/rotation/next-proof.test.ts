import { expect, test } from '@jest/globals';
import { nextProof } from '../../../../lambda/domain/rotation/next-proof.ts';
import { labelled, MINUTE, NOW, versionWith } from '../../../support/rotation-facts.ts';

const ID = 'version-1';
const version = (...stages: readonly string[]) => versionWith(ID, stages);
const retired = (agoMs: number) => labelled('retired', ID, agoMs);
const refused = (agoMs: number) => labelled('refused', ID, agoMs);
const compromised = labelled('compromised', ID, MINUTE);
const NOTHING = { do: 'nothing' };

test('a key that cannot be tried is called dead without a lag, and stays somebody’s business where it was compromised', () => {
  const action = { do: 'label', kind: 'dead', versionId: ID };
  expect(nextProof(version(retired(MINUTE)), 'not-tried', NOW)).toEqual({ action, alive: false });
  expect(nextProof(version(retired(MINUTE), compromised), 'not-tried', NOW)).toEqual({ action, alive: true });
});

test('a first refusal begins the window', () => {
  const action = { do: 'label', kind: 'refused', versionId: ID };
  expect(nextProof(version(retired(MINUTE)), 'refused', NOW)).toEqual({ action, alive: false });
  expect(nextProof(version(retired(MINUTE), compromised), 'refused', NOW)).toEqual({ action, alive: true });
});

test('until the window is over nothing is proven', () => {
  const open = version(retired(40 * MINUTE), refused(10 * MINUTE - 1_000));
  expect(nextProof(open, 'refused', NOW)).toEqual({ action: NOTHING, alive: false });
  const urgent = version(retired(40 * MINUTE), refused(10 * MINUTE - 1_000), compromised);
  expect(nextProof(urgent, 'refused', NOW)).toEqual({ action: NOTHING, alive: true });
});

test('refused for the whole window, a key is dead, with the lag from its deletion to the first refusal', () => {
  const done = version(retired(25 * MINUTE), refused(10 * MINUTE), compromised);
  expect(nextProof(done, 'refused', NOW)).toEqual({
    action: { do: 'label', kind: 'dead', versionId: ID },
    alive: false,
    lagMs: 15 * MINUTE,
  });
  const early = version(retired(10 * MINUTE), refused(11 * MINUTE)); // clocks differ
  expect(nextProof(early, 'refused', NOW)).toMatchObject({ lagMs: 0 });
});

test('a key that comes back to life loses its window', () => {
  const stage = refused(5 * MINUTE);
  expect(nextProof(version(retired(20 * MINUTE), stage), 'accepted', NOW)).toEqual({
    action: { do: 'unlabel', stage, versionId: ID },
    alive: false,
  });
});

test.each([
  [29 * MINUTE, false],
  [30 * MINUTE, true],
])('accepted %d ms after its deletion, somebody should know: %s', (agoMs, alive) => {
  expect(nextProof(version(retired(agoMs)), 'accepted', NOW)).toEqual({ action: NOTHING, alive });
  expect(nextProof(version(retired(agoMs), compromised), 'accepted', NOW).alive).toBe(true);
});

test('an unclear answer proves nothing, and changes nothing', () => {
  const open = version(retired(60 * MINUTE), refused(30 * MINUTE));
  expect(nextProof(open, 'unclear', NOW)).toEqual({ action: NOTHING, alive: false });
  expect(nextProof(version(retired(MINUTE), compromised), 'unclear', NOW)).toEqual({
    action: NOTHING,
    alive: true,
  });
});

test('a key without a time of deletion counts as deleted now', () => {
  expect(nextProof(version(), 'accepted', NOW).alive).toBe(false);
});
