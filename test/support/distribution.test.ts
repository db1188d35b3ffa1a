import { expect, test } from '@jest/globals';
import { distanceOf, medianOf } from './distribution.ts';

test('alike samples are no distance apart, disjoint ones the whole', () => {
  expect(distanceOf([1, 2, 2, 3], [3, 2, 1, 2])).toBe(0);
  expect(distanceOf([1, 2], [3, 4])).toBe(1);
  expect(distanceOf([1, 2, 3, 4], [3, 4, 5, 6])).toBe(0.5);
});

test('the median is the middle', () => {
  expect(medianOf([9, 1, 5])).toBe(5);
});
