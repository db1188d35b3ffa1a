import { expect, test } from '@jest/globals';
import { faultText, rotationLines } from '../../cli/rotation-lines.ts';
import { labelFor } from '../../lambda/domain/rotation/version-label.ts';
import type { RotationProgress } from '../../lambda/flows/rotation-progress.ts';

const ID = '0582282f-217c-45a2-8b1c-38dfd963a507';
const AT = new Date('2026-11-23T17:00:00.000Z');

/** Tells a wait that is looked at every two seconds. */
function told(seconds: number, wait: Partial<RotationProgress['step']>, notes = {}, stages: string[] = []) {
  const lines: string[] = [];
  const tell = rotationLines((more) => lines.push(...more));
  const step = { do: 'wait', until: 'current', versionId: ID, ...wait } as RotationProgress['step'];
  const story = { versions: [{ id: ID, stages, createdAt: AT }], notes };
  for (let elapsedMs = 0; elapsedMs <= seconds * 1_000; elapsedMs += 2_000) tell({ step, story, elapsedMs });
  return lines;
}

test('a wait is told once, and every half minute that it goes on', () => {
  expect(told(95, {})).toEqual([
    'Waiting until version 0582282f was accepted by the upstream and serves …',
    '… 30 s',
    '… 1 min 0 s',
    '… 1 min 30 s',
  ]);
});

test('a try that failed while somebody waits is told once, with what it means and what to do', () => {
  const result = `failed ${AT.toISOString()} ${ID} rotation.unclear`;
  const [title, next] = faultText('rotation.unclear');
  expect(told(10, {}, { result })).toEqual([
    expect.stringContaining('Waiting'),
    `The try of ${AT.toISOString()} failed: ${title}. ${next}`,
  ]);
});

test('a failure of another version is no business of this wait', () => {
  expect(told(10, {}, { result: `failed ${AT.toISOString()} other rotation.unclear` })).toHaveLength(1);
});

test('a proof that is waited for says whether the key is refused, and since when', () => {
  expect(told(0, { until: 'dead' })).toEqual([expect.stringContaining('may still be accepted')]);
  expect(told(0, { until: 'dead' }, {}, [labelFor('refused', ID, AT)])).toEqual([
    expect.stringContaining(`is refused since ${AT.toISOString()}`),
  ]);
});

test('a code that nobody knows is told as a failure of ours, and not as nothing', () => {
  expect(faultText('constructor')[0]).toContain('Something went wrong in the gateway');
});
