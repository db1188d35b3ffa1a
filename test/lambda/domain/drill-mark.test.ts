import { expect, test } from '@jest/globals';
import { drillMark, isDrillClient, isDrillLabel } from '../../../lambda/domain/drill-mark.ts';

test('what a drill makes is known by its mark', () => {
  const mark = drillMark(new Uint8Array([0, 1, 0xab, 0xff]));
  expect(mark).toBe('drill-0001abff');
  expect([isDrillClient(mark), isDrillLabel(`${mark}: a decoy`)]).toEqual([true, true]);
});

test.each([
  'drill-0001abf',
  'drill-0001abff0',
  'drill-0001abfg',
  'xdrill-0001abff',
  'drill-0001abff ',
  'acme',
])('%s is no drill', (client) => {
  expect([isDrillClient(client), isDrillLabel(`${client}: a decoy`)]).toEqual([false, false]);
});

test('a label without its colon is no drill’s', () => {
  expect(isDrillLabel('drill-0001abff')).toBe(false);
});
