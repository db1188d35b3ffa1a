import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { type Budget, exceeded } from '../../bench/check-budgets.ts';
import { SUITE_NAMES, type SuiteResult } from '../../bench/suite.ts';

const budget: Budget = {
  suite: 'bundle-size',
  measure: 'proxy kilobytes',
  atMost: 60,
  why: 'small loads fast',
};
const measured = (measures: Record<string, number>): SuiteResult => ({
  suite: 'bundle-size',
  samples: '1',
  tables: [],
  measures,
});

test('a figure at its budget holds and a figure above it is named with both numbers and the reason', () => {
  expect(exceeded([budget], [measured({ 'proxy kilobytes': 60 })])).toEqual([]);
  expect(exceeded([budget], [measured({ 'proxy kilobytes': 61 })])).toEqual([
    'bundle-size: proxy kilobytes is 61, at most 60 is allowed: small loads fast',
  ]);
});

test('a budget of a suite that did not run is not asked for', () => {
  expect(exceeded([budget], [])).toEqual([]);
});

test('a budget for a figure that its suite does not give is not passed over', () => {
  expect(exceeded([budget], [measured({})]).join()).toContain('was not measured');
});

test('a figure that is not a number holds no budget', () => {
  expect(exceeded([budget], [measured({ 'proxy kilobytes': Number.NaN })])).toHaveLength(1);
});

test('every shipped budget belongs to a suite and names its reason, and no two speak of the same figure', () => {
  const budgets = JSON.parse(readFileSync('bench/budgets.json', 'utf8')) as Budget[];
  for (const { suite, atMost, why } of budgets) {
    expect(SUITE_NAMES).toContain(suite);
    expect(atMost).toBeGreaterThanOrEqual(0);
    expect(why).not.toBe('');
  }
  expect(new Set(budgets.map(({ suite, measure }) => suite + measure)).size).toBe(budgets.length);
});
