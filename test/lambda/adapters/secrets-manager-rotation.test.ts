import { afterEach, describe, expect, test } from '@jest/globals';
import { ROTATION_TAGS } from '../../../contract/rotation-run.ts';
import { SecretsManagerRotation } from '../../../lambda/adapters/secrets-manager-rotation.ts';
import { AwsCallError } from '../../../lambda/adapters/signed-call.ts';
import { Secret } from '../../../lambda/domain/secret.ts';
import { FakeRotationSecret } from '../../support/fake-rotation-secret.ts';
import { FUNCTION_ARN, localSecret } from '../../support/local-secret.ts';
import { rotationSecretSuite, type SecretAtHand } from '../../support/rotation-secret-suite.ts';

const boundTo = 'https://api.example.com/v2';
let remove: () => void = () => undefined;
afterEach(() => remove());

async function atSecretsManager(): Promise<SecretAtHand> {
  const { call, secretId: SecretId, remove: forget } = await localSecret();
  remove = forget;
  return {
    secret: new SecretsManagerRotation(call, SecretId, boundTo),
    begin: async (ClientRequestToken) => {
      await call('RotateSecret', { SecretId, ClientRequestToken, RotationLambdaARN: FUNCTION_ARN });
    },
    put: async (ClientRequestToken, apiKey, stage) => {
      const SecretString = JSON.stringify({ state: 'SET', apiKey, boundTo });
      await call('PutSecretValue', { SecretId, ClientRequestToken, SecretString, VersionStages: [stage] });
    },
    notes: async () => {
      const { Tags } = (await call('DescribeSecret', { SecretId })) as {
        Tags: { Key: string; Value: string }[];
      };
      const told = (key: string) => Tags.find(({ Key }) => Key === key)?.Value;
      return { result: told(ROTATION_TAGS.result), proof: told(ROTATION_TAGS.proof) };
    },
  };
}

async function atTheFake(): Promise<SecretAtHand> {
  const secret = new FakeRotationSecret(() => new Date());
  return {
    secret,
    begin: async (token) => void secret.begin(token),
    put: async (id, text, stage) => secret.put(id, text, stage),
    notes: async () => ({ result: secret.notes['result'], proof: secret.notes['proof'] }),
  };
}

describe('in Secrets Manager', () => rotationSecretSuite(atSecretsManager));
describe('in the fake', () => rotationSecretSuite(atTheFake));

test('a secret that says UNSET, and one whose document is damaged, hold no key', async () => {
  for (const SecretString of ['{"state":"UNSET"}', 'a bare key', undefined]) {
    const secret = new SecretsManagerRotation(async () => ({ SecretString }), 'arn', boundTo);
    expect(await secret.read('v1')).toBeUndefined();
  }
});

test('a version that cannot be read for another reason than that it is empty is no empty version', async () => {
  const secret = new SecretsManagerRotation(
    async () => {
      throw new AwsCallError('AccessDeniedException', false);
    },
    'arn',
    boundTo,
  );
  await expect(secret.read('v1')).rejects.toMatchObject({ code: 'rotation.secret_unavailable' });
});

test('a key that no proxy could use is not recorded, and is not in the error', async () => {
  const asked: string[] = [];
  const call = async (operation: string) => void asked.push(operation);
  const secret = new SecretsManagerRotation(call, 'arn', boundTo);
  const failed = await secret.record('v1', new Secret('with a space in it', 'test'), 'id').catch(String);
  expect([failed, asked]).toEqual(['Fault: rotation.provider_failed', []]);
});

test('every page of versions is read', async () => {
  const call = async (_operation: string, input: unknown) =>
    (input as { NextToken?: string }).NextToken === undefined
      ? { Versions: [{ VersionId: 'v1', VersionStages: ['AWSCURRENT'], CreatedDate: 1 }], NextToken: 'more' }
      : { Versions: [{ VersionId: 'v0', CreatedDate: 0.5 }] };
  const versions = await new SecretsManagerRotation(call, 'arn', boundTo).versions();
  expect(versions).toEqual([
    { id: 'v1', stages: ['AWSCURRENT'], createdAt: new Date(1_000) },
    { id: 'v0', stages: [], createdAt: new Date(500) },
  ]);
});
