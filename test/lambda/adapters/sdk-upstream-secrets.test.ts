import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { UNSET_SECRET } from '../../../contract/secrets.ts';
import { SdkUpstreamSecrets } from '../../../lambda/adapters/sdk-upstream-secrets.ts';
import { Secret } from '../../../lambda/domain/secret.ts';
import { readUpstreamSecret } from '../../../lambda/domain/upstream-secret.ts';

const connection = { region: 'eu-central-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
const boundTo = 'https://api.example.com/v2';
const stub = () => mockClient(SecretsManagerClient);
let aws: ReturnType<typeof stub>;
beforeEach(() => {
  aws = stub();
});
afterEach(() => aws.restore());

test('what is put can be read by the proxy', async () => {
  aws.on(PutSecretValueCommand).resolves({ VersionId: 'v2' });
  const key = new Secret('upstream-key-0001', 'test');
  expect(await new SdkUpstreamSecrets(connection).put('arn', key, { state: 'SET', boundTo })).toBe('v2');
  const { SecretId, SecretString = '' } = (aws.call(0).args[0] as PutSecretValueCommand).input;
  const reading = readUpstreamSecret(SecretString, 'v2');
  expect(SecretId).toBe('arn');
  expect(reading.state === 'set' && [reading.key.secret.reveal(), reading.key.boundTo]).toEqual([
    'upstream-key-0001',
    boundTo,
  ]);
});

test('the value of a secret takes no part in its description', async () => {
  const createdAt = new Date('2026-11-20T00:00:00Z');
  const SecretString = JSON.stringify({ state: 'SET', apiKey: 'upstream-key-0001', boundTo });
  aws.on(GetSecretValueCommand).resolves({ SecretString, VersionId: 'v2', CreatedDate: createdAt });
  expect(await new SdkUpstreamSecrets(connection).describe('arn')).toEqual({
    state: 'set',
    versionId: 'v2',
    createdAt,
    boundTo,
  });
});

test.each([
  [JSON.stringify(UNSET_SECRET), 'unset'],
  ['not a document', 'damaged'],
  [undefined, 'damaged'],
])('the secret %j is %s', async (SecretString, state) => {
  aws.on(GetSecretValueCommand).resolves({ SecretString, VersionId: 'v1' });
  expect(await new SdkUpstreamSecrets(connection).describe('arn')).toMatchObject({ state });
});

test('a refusal that quotes the value does not pass it on', async () => {
  const quoting = Object.assign(new Error("Value 'upstream-key-0001' failed"), {
    name: 'InvalidParameterException',
  });
  aws.on(PutSecretValueCommand).rejects(quoting);
  const put = new SdkUpstreamSecrets(connection).put('arn', new Secret('upstream-key-0001', 'test'), {
    state: 'SET',
    boundTo,
  });
  await expect(put).rejects.toMatchObject({
    code: 'aws.refused',
    message: 'writing the upstream secret: InvalidParameterException',
  });
});
