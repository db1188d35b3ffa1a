import { expect, test } from '@jest/globals';
import { refusalNeedsBody, refusesOurKey } from '../../../lambda/domain/upstream-refusal.ts';

const rules = [
  { status: 401 },
  { status: 400, mark: '"API_KEY_INVALID"' },
  { status: 403, unless: ['"quota"'] },
];

test.each([
  [401, '', true],
  [400, 'x "API_KEY_INVALID" x', true],
  [400, 'API_KEY_INVALID', false],
  [403, 'forbidden', true],
  [403, '"quota"', false],
  [200, '"API_KEY_INVALID"', false],
])('status %d with body %j says that our key is refused: %s', (status, body, expected) => {
  expect(refusesOurKey(rules, status, body)).toBe(expected);
});

test('a body is read only where a rule for that status asks for it', () => {
  expect([401, 400, 403, 200].map((status) => refusalNeedsBody(rules, status))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(refusalNeedsBody([{ status: 403, unless: [] }], 403)).toBe(false);
});
