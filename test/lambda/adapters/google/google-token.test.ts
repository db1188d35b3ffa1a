import { afterEach, expect, test } from '@jest/globals';
import { googleTokens } from '../../../../lambda/adapters/google/google-token.ts';
import { keptGoogleToken } from '../../../../lambda/adapters/google/kept-google-token.ts';
import { providerCall } from '../../../../lambda/adapters/providers/provider-call.ts';
import { Secret } from '../../../../lambda/domain/secret.ts';
import { AWS_CONNECTION, googleStandIns, SERVICE_ACCOUNT } from '../../../support/google-stand-ins.ts';

let google: Awaited<ReturnType<typeof googleStandIns>> | undefined;
afterEach(() => google?.close());

const call = providerCall({ allowLoopback: true }, 2_000);
const outcome = (asked: Promise<unknown>) => asked.catch((error: unknown) => String(error));

test('a role gets an access token of the service account, good for an hour', async () => {
  google = await googleStandIns();
  const { secret, expiresAt } = await google.token();
  expect(google.sts.accepts(secret.reveal())).toBe(true);
  expect(expiresAt.getTime() - google.now().getTime()).toBeGreaterThan(3_590_000);
  expect(google.stsServer.calls).toEqual([
    'POST /v1/token',
    `POST /v1/projects/-/serviceAccounts/${SERVICE_ACCOUNT}:generateAccessToken`,
  ]);
});

test.each([
  ['AWS does not know the role', { awsAccepts: () => false }, {}, 'refused (400)'],
  ['the pool is another one', {}, { audience: '//iam.googleapis.com/other' }, 'refused (400)'],
  ['the service account may not be impersonated', {}, { serviceAccount: 'other@x' }, 'unauthorised (403)'],
])(
  'where %s there is no token, and the fault repeats nothing of what was sent',
  async (_when, options, other, said) => {
    google = await googleStandIns(options);
    const token = googleTokens({ ...google.federation, ...other }, AWS_CONNECTION, call);
    const text = await outcome(token());
    expect(text).toContain(said);
    expect(text).not.toMatch(/ya29|ASIA|aws-s/);
  },
);

test.each([
  ['no JSON object', 'lost'],
  ['no token', {}],
  ['no time', { accessToken: 'ya29.c.some', access_token: 'ya29.d.some' }],
  ['a time that is none', { accessToken: 'ya29.c.some', access_token: 'ya29.d.some', expireTime: 'soon' }],
])('an answer with %s is no token', async (_what, json) => {
  google = await googleStandIns();
  google.stsServer.mishaps(() => ({ status: 200, json }));
  expect(await outcome(google.token())).toMatch(/^ProviderFault: .*: unreadable$/);
});

test('one token serves many calls until five minutes before it expires, and a failure is not kept', async () => {
  let made = 0;
  let now = 0;
  const token = keptGoogleToken(
    async () => {
      made += 1;
      if (made === 2) throw new Error('Google is away');
      return { secret: new Secret(`token ${made}`, 'token'), expiresAt: new Date(now + 3_600_000) };
    },
    () => new Date(now),
  );
  const first = await token();
  now = 3_300_000;
  expect(await token()).toBe(first);
  now += 1;
  await expect(token()).rejects.toThrow('Google is away');
  expect((await token()).secret.reveal()).toBe('token 3');
});
