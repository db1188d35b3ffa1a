import { expect, test } from '@jest/globals';
import { compileExpression, pointsOf } from '../../../local/metrics/math/compile-expression.ts';
import type { Points } from '../../../local/metrics/math/value.ts';

const none = undefined;
const SERIES: Readonly<Record<string, Points>> = {
  m1: [1, 1, 0, 0, none],
  m2: [30, none, 0, 0, 20],
  m3: [0, 0, 20, none, 20],
};
const calculate = (text: string, of: Readonly<Record<string, Points>> = SERIES): Points | undefined => {
  const expression = compileExpression(text);
  const scope = { length: 5, lookUp: (id: string) => of[id], metrics: () => Object.values(of) };
  return expression && pointsOf(expression(scope), 5);
};

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
test.each<[string, Points]>([
  ['m1 + m2', [31, none, 0, 0, none]],
  ['m1 - 1', [0, 0, -1, -1, none]],
  ['2 * m1 + 3 ^ 2', [11, 11, 9, 9, none]],
  ['-m1', [-1, -1, 0, 0, none]],
  ['100 * (m1 / m2)', [100 / 30, none, none, none, none]],
  ['m1 > m3', [1, 1, 0, 0, 0]],
  ['m1 > 0 AND m3 == 0', [1, 1, 0, 0, 0]],
  ['SUM([m1, m3])', [1, 1, 20, 0, 20]],
  ['SUM(METRICS())', [31, 1, 20, 0, 40]],
  ['MAX([m1, m3])', [1, 1, 20, 0, 20]],
  ['m1 - MIN(m1)', [1, 1, 0, 0, none]],
  ['FILL(m1, 7)', [1, 1, 0, 0, 7]],
  ['FILL(m2, REPEAT)', [30, 30, 0, 0, 20]],
  ['FILL(m1, 0) + FILL(m2, 0)', [31, 1, 0, 0, 20]],
  ['CEIL(m1 / 2)', [1, 1, 0, 0, none]],
])('%s is calculated point by point', (text, expected) => {
  expect(calculate(text)).toEqual(expected);
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
test.each<[string, Points]>([
  ['IF(m1, 5, m3)', [5, 5, 20, none, none]],
  ['IF(m1, m2, 5)', [30, none, 5, 5, none]],
  ['IF(m1 > 0, m2)', [30, none, none, none, none]],
  ['IF(m3 > 10, 1, 0)', [0, 0, 1, none, 1]],
])('%s takes each point from where the condition says', (text, expected) => {
  expect(calculate(text)).toEqual(expected);
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
test.each(['m1 +', 'SEARCH("x")', 'M1 + 1', 'ANOMALY_DETECTION_BAND(m1)', '(m1', ''])(
  '%s is not calculated, and says so',
  (text) => {
    expect(compileExpression(text)).toBeUndefined();
  },
);
