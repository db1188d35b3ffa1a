import { randomUUID } from 'node:crypto';
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { clients } from '../support/clients.ts';
import { type FixtureRun, startFixture } from '../support/fixture-run.ts';

let fixture: FixtureRun;
let secrets: SecretsManagerClient;
let SecretId: string;
beforeAll(async () => {
  fixture = await startFixture();
  secrets = clients(fixture.run).secrets;
});
afterAll(() => fixture.close());
beforeEach(() => {
  SecretId = fixture.run.outputs['PasswordArn'] ?? '';
});

const put = (SecretString: string, VersionStages?: string[], ClientRequestToken: string = randomUUID()) =>
  secrets.send(new PutSecretValueCommand({ SecretId, SecretString, VersionStages, ClientRequestToken }));
const get = (selector: object = {}) => secrets.send(new GetSecretValueCommand({ SecretId, ...selector }));
const stages = async () => (await secrets.send(new DescribeSecretCommand({ SecretId }))).VersionIdsToStages;

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-secretsmanager-secret-generatesecretstring.html
test('a templated secret starts with the template’s text, and a generated one with its recipe', async () => {
  const templated = await secrets.send(new GetSecretValueCommand({ SecretId: 'app/upstream' }));
  expect(templated.SecretString).toBe('{"state":"UNSET"}');
  const first = (await secrets.send(new ListSecretVersionIdsCommand({ SecretId, IncludeDeprecated: true })))
    .Versions;
  const oldest = first?.sort((a, b) => Number(a.CreatedDate) - Number(b.CreatedDate))[0]?.VersionId;
  const generated = JSON.parse((await get({ VersionId: oldest })).SecretString ?? '');
  expect(generated).toEqual({ user: 'me', password: expect.stringMatching(/^[A-Za-z0-9]{24}$/) });
});

// https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen
test('a secret is found by name, by ARN, and by ARN without its suffix', async () => {
  const ARN = fixture.run.outputs['SecretArn'] ?? '';
  for (const id of ['app/upstream', ARN, ARN.slice(0, -7)])
    expect((await secrets.send(new GetSecretValueCommand({ SecretId: id }))).ARN).toBe(ARN);
});

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html
test('a new value becomes current, and the one before it previous', async () => {
  const before = await put('one');
  await put('two');
  expect((await get()).SecretString).toBe('two');
  const previous = await get({ VersionStage: 'AWSPREVIOUS' });
  expect([previous.SecretString, previous.VersionId]).toEqual(['one', before.VersionId]);
});

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html
test('a value put twice under one token is one version', async () => {
  const token = randomUUID();
  const first = await put('same', undefined, token);
  const second = await put('same', undefined, token);
  expect(second.VersionId).toBe(first.VersionId);
  expect(first.VersionId).toBe(token);
});

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html
test('another value under a used token is refused and changes nothing', async () => {
  const token = randomUUID();
  await put('kept', undefined, token);
  await expect(put('other', undefined, token)).rejects.toMatchObject({ name: 'ResourceExistsException' });
  expect((await get()).SecretString).toBe('kept');
});

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecretVersionStage.html
test('a pending value leaves the current one alone until its stage is moved', async () => {
  const current = await put('current');
  const pending = await put('pending', ['AWSPENDING']);
  expect((await get()).SecretString).toBe('current');
  expect((await get({ VersionStage: 'AWSPENDING' })).SecretString).toBe('pending');
  await secrets.send(
    new UpdateSecretVersionStageCommand({
      SecretId,
      VersionStage: 'AWSCURRENT',
      MoveToVersionId: pending.VersionId,
      RemoveFromVersionId: current.VersionId,
    }),
  );
  expect((await get()).SecretString).toBe('pending');
  expect((await stages())?.[current.VersionId ?? '']).toEqual(['AWSPREVIOUS']);
});

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecretVersionStage.html
test('a stage is not taken from a version that was not named', async () => {
  const current = await put('current');
  const pending = await put('pending', ['AWSPENDING']);
  const move = (RemoveFromVersionId?: string) =>
    secrets.send(
      new UpdateSecretVersionStageCommand({
        SecretId,
        VersionStage: 'AWSCURRENT',
        MoveToVersionId: pending.VersionId,
        RemoveFromVersionId,
      }),
    );
  await expect(move()).rejects.toMatchObject({ name: 'InvalidParameterException' });
  await expect(move(pending.VersionId)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  expect((await get()).VersionId).toBe(current.VersionId);
});

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecretVersionStage.html
test('the current stage cannot be removed', async () => {
  const { VersionId } = await put('current');
  const remove = secrets.send(
    new UpdateSecretVersionStageCommand({
      SecretId,
      VersionStage: 'AWSCURRENT',
      RemoveFromVersionId: VersionId,
    }),
  );
  await expect(remove).rejects.toMatchObject({ name: 'InvalidParameterException' });
});

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
test.each([
  ['an unknown secret', { SecretId: 'nobody' }, 'ResourceNotFoundException'],
  ['an unknown stage', { VersionStage: 'NONE' }, 'ResourceNotFoundException'],
  ['an unknown version', { VersionId: 'x'.repeat(32) }, 'ResourceNotFoundException'],
])('%s is %s', async (_, selector, name) => {
  await expect(get(selector)).rejects.toMatchObject({ name });
});

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
test('a version asked for under a stage that it does not have is refused', async () => {
  const { VersionId } = await put('x');
  await expect(get({ VersionId, VersionStage: 'AWSPREVIOUS' })).rejects.toMatchObject({
    name: 'InvalidRequestException',
  });
});

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html
test('a token shorter than 32 characters is refused', async () => {
  await expect(put('x', undefined, 'short')).rejects.toMatchObject({ name: 'InvalidParameterException' });
});
