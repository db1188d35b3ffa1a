import { expect, test } from '@jest/globals';
import { resolveConfig, stageOf } from '../../../lib/config.ts';
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

const FEDERATION = {
  audience:
    '//iam.googleapis.com/projects/1036/locations/global/workloadIdentityPools/aws/providers/sallyport',
  serviceAccount: 'rotation@my-project.iam.gserviceaccount.com',
};
const SLOT_CALL = { method: 'POST', url: 'https://management.azure.com/account/listKeys?api-version=1' };
const GOOGLE = {
  driver: 'google-api-keys',
  project: 'my-project',
  federation: FEDERATION,
  apiTargets: ['generativelanguage.googleapis.com'],
};
const DRIVERS = [
  GOOGLE,
  { driver: 'google-wif', federation: FEDERATION, userProject: 'my-project' },
  { driver: 'openai-admin', project: 'proj_abc', everyDays: 30, expiresInDays: 44 },
  {
    driver: 'two-keys',
    slots: [
      { name: 'Key1', valueAt: '/key1' },
      { name: 'Key2', valueAt: '/key2' },
    ],
    credential: { as: 'oauth-client', tokenUrl: 'https://login.example.com/t', clientId: 'c', scope: 's' },
    regenerate: { ...SLOT_CALL, body: '{"keyName":"{slot}"}' },
    read: SLOT_CALL,
  },
  { driver: 'webhook', target: { url: 'https://keys.example.com/hook?v=1' } },
  {
    driver: 'webhook',
    target: { functionArn: 'arn:aws:lambda:eu-central-1:123456789012:function:keys' },
  },
];

test.each(DRIVERS)(
  'a driver is written with what it cannot know, and its resolved form is valid too: $driver',
  (rotation) => {
    const resolved = resolveConfig(withRotation(rotation));
    expect(resolved.upstreams['gemini']?.rotation).toMatchObject(rotation);
    expect(resolveConfig(resolved)).toEqual(resolved);
  },
);

test("Google's own addresses and the widest scope are what a federation has unless the config says otherwise", () => {
  expect(rotationOf(GOOGLE)).toMatchObject({
    apiUrl: 'https://apikeys.googleapis.com',
    allowedIps: [],
    federation: {
      scopes: ['https://www.googleapis.com/auth/cloud-platform'],
      stsUrl: 'https://sts.googleapis.com',
      iamCredentialsUrl: 'https://iamcredentials.googleapis.com',
    },
  });
});

test('an upstream without a key gets a bearer token, whatever its preset injects', () => {
  const inject = (given: object) =>
    resolveConfig({
      ...validConfig(),
      upstreams: {
        ...validConfig().upstreams,
        gemini: { preset: 'gemini', rotation: { driver: 'google-wif', federation: FEDERATION }, ...given },
      },
    }).upstreams['gemini']?.inject;
  expect(inject({})).toEqual({ as: 'bearer' });
  expect(problemsIn(() => inject({ inject: { header: 'x-goog-api-key' } }))).toEqual([
    expect.objectContaining({ path: 'upstreams.gemini.inject' }),
  ]);
});

test.each([
  ['apiTargets', { ...GOOGLE, apiTargets: [] }],
  ['apiTargets[0]', { ...GOOGLE, apiTargets: ['example.com'] }],
  ['allowedIps[0]', { ...GOOGLE, allowedIps: ['10.0.0.1'] }],
  ['federation.audience', { ...GOOGLE, federation: { ...FEDERATION, audience: 'aws' } }],
  [
    'federation.serviceAccount',
    { ...GOOGLE, federation: { ...FEDERATION, serviceAccount: 'me@example.com' } },
  ],
  ['apiUrl', { ...GOOGLE, apiUrl: 'https://user:password@example.com' }],
  ['project', { driver: 'openai-admin', project: 'default' }],
  ['expiresInDays', { driver: 'openai-admin', project: 'proj_a', everyDays: 90, expiresInDays: 103 }],
  [
    'slots[1].valueAt',
    {
      ...DRIVERS[3],
      slots: [
        { name: 'a', valueAt: '/a' },
        { name: 'b', valueAt: 'b' },
      ],
    },
  ],
  ['read.url', { ...DRIVERS[3], read: { method: 'POST', url: 'https://example.com/#part' } }],
])('a driver that cannot be meant is refused at synth: %s', (path, rotation) => {
  const problems = problemsIn(() => resolveConfig(withRotation(rotation)));
  expect(problems.map((problem) => problem.path)).toEqual([`upstreams.gemini.rotation.${path}`]);
});

test("a deployable stage sends no driver's credentials over plain HTTP or to this machine", () => {
  const config = resolveConfig(withRotation({ ...GOOGLE, apiUrl: 'http://127.0.0.1:9000' }));
  expect(problemsIn(() => stageOf(config, 'prod'))).toEqual([
    expect.objectContaining({ path: 'upstreams.gemini.rotation.apiUrl' }),
  ]);
});
