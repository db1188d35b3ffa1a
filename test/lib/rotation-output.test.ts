import { expect, test } from '@jest/globals';
import type { Rotation } from '../../lib/config.ts';
import { rotationOutput } from '../../lib/rotation-output.ts';

const federation = { audience: '', serviceAccount: '', scopes: [], stsUrl: '', iamCredentialsUrl: '' };
const made = { functionName: 'rotation' };

test.each<[string, Rotation, object]>([
  [
    'a key that an operator makes is due after its days, and nothing begins by itself',
    { driver: 'manual', everyDays: 30, windowHours: 3 },
    { driver: 'manual', windowHours: 3, keyDaysMax: 30 },
  ],
  [
    'a key that an operator makes is due after 90 days where a cron says nothing of it',
    { driver: 'manual', cron: '0 8 1 * ? *', windowHours: 3 },
    { driver: 'manual', windowHours: 3, keyDaysMax: 90 },
  ],
  [
    'a key that a driver makes is overdue once its schedule should have replaced it',
    { driver: 'openai-admin', project: 'proj_a', apiUrl: 'x', everyDays: 30, windowHours: 3 },
    { driver: 'openai-admin', schedule: { everyDays: 30 }, windowHours: 3, keyDaysMax: 32 },
  ],
  [
    'a key that is replaced by a cron is overdue after the longest time between two of its days',
    { driver: 'openai-admin', project: 'proj_a', apiUrl: 'x', cron: '0 8 1 * ? *', windowHours: 5 },
    { driver: 'openai-admin', schedule: { cron: '0 8 1 * ? *' }, windowHours: 5, keyDaysMax: 33 },
  ],
  [
    'where there is no key, none is ever due',
    { driver: 'google-wif', federation, everyDays: 90, windowHours: 3 },
    { driver: 'google-wif', windowHours: 3 },
  ],
])('%s', (_title, rotation, told) => {
  expect(rotationOutput(rotation, made)).toEqual({ ...told, ...made });
});
