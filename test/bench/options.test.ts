import { expect, test } from '@jest/globals';
import { readOptions, UsageError } from '../../bench/options.ts';
import { SUITE_NAMES } from '../../bench/suite.ts';

test('every suite runs when none is named, and named suites run in their own order, once', () => {
  expect(readOptions([]).suites).toEqual(SUITE_NAMES);
  expect(readOptions(['aws-calls', 'bundle-size', 'aws-calls']).suites).toEqual(['bundle-size', 'aws-calls']);
});

test('a flag is off unless it is given', () => {
  expect(readOptions(['--quick'])).toMatchObject({ quick: true, json: false, check: false });
});

test.each([[['--fast']], [['warm']], [['--quick=yes']]])('%j is refused as wrong usage', (args) => {
  expect(() => readOptions(args)).toThrow(UsageError);
});

test('a suite that does not exist is answered with those that do', () => {
  expect(() => readOptions(['warm'])).toThrow(/warm.*warm-cpu/);
});
