import { expect, test } from '@jest/globals';
import { resolveConfig } from '../../../lib/config.ts';
import { problemsIn } from './problems-in.ts';
import { validConfig } from './valid-config.ts';

const withRotation = (rotation: object) => ({
  ...validConfig(),
  upstreams: { ...validConfig().upstreams, gemini: { preset: 'gemini', rotation } },
});
const rotationOf = (rotation: object) => resolveConfig(withRotation(rotation)).upstreams['gemini']?.rotation;

test('a key is due after 90 days, within three hours, unless the config says otherwise', () => {
  expect(rotationOf({ driver: 'manual' })).toMatchObject({ everyDays: 90, windowHours: 3 });
  expect(rotationOf({ driver: 'manual', everyDays: 30, windowHours: 5 })).toMatchObject({
    everyDays: 30,
    windowHours: 5,
  });
});

test('a cron takes the place of the days', () => {
  const rotation = rotationOf({ driver: 'manual', cron: '0 8 1 */3 ? *' });
  expect(rotation).toMatchObject({ cron: '0 8 1 */3 ? *' });
  expect(rotation).not.toHaveProperty('everyDays');
});

test("a driver is tested with its preset's cheapest call, or with the one that the config names", () => {
  expect(rotationOf({ driver: 'manual' })).toMatchObject({ probe: '/v1beta/models?pageSize=1' });
  expect(rotationOf({ driver: 'manual', probe: '/v1/models' })).toMatchObject({ probe: '/v1/models' });
  expect(resolveConfig(validConfig()).upstreams['weather']?.rotation).not.toHaveProperty('probe');
});

test.each([
  ['rotation.cron', { cron: '0 8 1 */3 ? *', everyDays: 30 }, 'is given beside everyDays'],
  ['rotation.cron', { cron: '30 8 * * ? *' }, 'is not "0 hours day month weekday *", in UTC'],
  ['rotation.windowHours', { windowHours: 25 }, 'is not a whole number from 1 to 24'],
  ['rotation.probe', { probe: 'https://elsewhere.example/' }, 'is not a path with an optional query'],
])('a rotation that cannot be meant is refused at synth: %s in %j', (path, given, problem) => {
  const problems = problemsIn(() => resolveConfig(withRotation({ driver: 'manual', ...given })));
  expect(problems).toEqual([expect.objectContaining({ path: `upstreams.gemini.${path}`, problem })]);
});
