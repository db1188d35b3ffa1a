import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readProof, readResult } from '../../../../lambda/domain/rotation/rotation-note.ts';
import { holds } from '../../../lib/config/holds.ts';
import { anyText } from '../../../support/any-text.ts';

const at = '2026-11-23T17:00:00.000Z';

test('what was noted of a rotation is read', () => {
  expect(readResult(`succeeded ${at} v-1`)).toEqual({ outcome: 'succeeded', at, versionId: 'v-1' });
  expect(readResult(`failed ${at} v-1 rotation.key_refused`)).toEqual({
    ...{ outcome: 'failed', at, versionId: 'v-1', code: 'rotation.key_refused' },
  });
  expect(readResult(`failed ${at} v-1`)).toEqual({
    outcome: 'failed',
    at,
    versionId: 'v-1',
    code: 'internal',
  });
});

test('what was noted of a key’s death is read', () => {
  expect(readProof(`dead lag=1380s ${at} v-1`)).toEqual({
    ...{ outcome: 'dead', at, versionId: 'v-1', lagSeconds: 1_380 },
  });
  expect(readProof(`unproven ${at} v-1`)).toEqual({ outcome: 'unproven', at, versionId: 'v-1' });
});

test.each([
  undefined,
  '',
  `succeeded ${at}`,
  `succeeded  v-1`,
  `maybe ${at} v-1`,
  ` succeeded ${at} v-1`,
  `succeeded ${at} v-1 `,
  `failed ${at} v-1 Rotation failed`,
  `failed ${at} ${'v'.repeat(65)}`,
  `failed ${at} v_1`,
])('%j is no note of a rotation', (text) => {
  expect(readResult(text)).toBeUndefined();
});

test.each([
  undefined,
  '',
  `dead ${at} v-1`,
  `dead lag=s ${at} v-1`,
  `unproven lag=1s ${at} v-1`,
  `unproven ${at}`,
])('%j is no proof', (text) => {
  expect(readProof(text)).toBeUndefined();
});

test('any other text is no note, and nothing is thrown', () => {
  holds(
    fc.property(anyText(), (text) => {
      expect([readResult(text), readProof(text)]).toEqual([undefined, undefined]);
    }),
  );
});
