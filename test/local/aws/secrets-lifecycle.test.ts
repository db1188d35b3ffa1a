import { randomUUID } from 'node:crypto';
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
  RestoreSecretCommand,
  type SecretsManagerClient,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateSecretCommand,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { clients } from '../support/clients.ts';
import { type Stack, startStack } from '../support/start-stack.ts';

const DAY = 24 * 3_600_000;

let stack: Stack;
let secrets: SecretsManagerClient;
let name: string;
beforeAll(async () => {
  stack = await startStack({ resources: {}, code: {} });
  secrets = clients(stack.run).secrets;
});
afterAll(() => stack.close());
beforeEach(() => {
  name = `made/${randomUUID()}`;
});

const create = (extra: object = {}) =>
  secrets.send(new CreateSecretCommand({ Name: name, SecretString: 'first', ...extra }));
const value = async (SecretId = name) =>
  (await secrets.send(new GetSecretValueCommand({ SecretId }))).SecretString;
const put = (SecretString: string, extra: object = {}) =>
  secrets.send(new PutSecretValueCommand({ SecretId: name, SecretString, ...extra }));
const describe = () => secrets.send(new DescribeSecretCommand({ SecretId: name }));
const refused = (error: string) => ({ name: error });

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
test('a created secret has its value, description, key and tags, and an ARN with six random characters', async () => {
  const made = await create({ Description: 'd', KmsKeyId: 'k', Tags: [{ Key: 'a', Value: 'b' }] });
  expect(made.ARN).toMatch(new RegExp(`:secret:${name}-[A-Za-z0-9]{6}$`));
  expect(await value(made.ARN)).toBe('first');
  expect(await describe()).toMatchObject({
    Description: 'd',
    KmsKeyId: 'k',
    Tags: [{ Key: 'a', Value: 'b' }],
    VersionIdsToStages: { [made.VersionId ?? '']: ['AWSCURRENT'] },
  });
});

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
test('the same creation twice makes one secret; another one under its name is refused', async () => {
  const ClientRequestToken = randomUUID();
  const first = await create({ ClientRequestToken });
  expect((await create({ ClientRequestToken })).ARN).toBe(first.ARN);
  await expect(create({ ClientRequestToken, SecretString: 'other' })).rejects.toMatchObject(
    refused('ResourceExistsException'),
  );
  await expect(create()).rejects.toMatchObject(refused('ResourceExistsException'));
  expect(await value()).toBe('first');
});

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
test('a name with a character that AWS does not allow is refused', async () => {
  name = 'with space';
  await expect(create()).rejects.toMatchObject(refused('InvalidParameterException'));
});

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
test('bytes are kept as bytes, and a value is text or bytes, not both', async () => {
  const SecretBinary = Buffer.from([0, 255, 7]);
  await create({ SecretString: undefined, SecretBinary });
  const read = await secrets.send(new GetSecretValueCommand({ SecretId: name }));
  expect(read.SecretString).toBeUndefined();
  expect(Buffer.from(read.SecretBinary ?? [])).toEqual(SecretBinary);
  await expect(put('text', { SecretBinary })).rejects.toMatchObject(refused('InvalidParameterException'));
});

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
test('a secret without a value has none to give, and says which was asked for', async () => {
  await create({ SecretString: undefined });
  await expect(value()).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
  });
});

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecret.html
test('an update with a value makes it current; under a used token it is an error, even with the same value', async () => {
  const { VersionId } = await create();
  const ClientRequestToken = randomUUID();
  const update = () =>
    secrets.send(
      new UpdateSecretCommand({
        SecretId: name,
        SecretString: 'second',
        Description: 'new',
        ClientRequestToken,
      }),
    );
  await update();
  expect(await value()).toBe('second');
  expect(await describe()).toMatchObject({
    Description: 'new',
    VersionIdsToStages: { [ClientRequestToken]: ['AWSCURRENT'], [VersionId ?? '']: ['AWSPREVIOUS'] },
  });
  await expect(update()).rejects.toMatchObject(refused('ResourceExistsException'));
});

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecretVersionStage.html
test('a version that loses its last label is told only to those who ask for deprecated ones', async () => {
  await create();
  const { VersionId } = await put('odd', { VersionStages: ['ODD'] });
  await secrets.send(
    new UpdateSecretVersionStageCommand({
      SecretId: name,
      VersionStage: 'ODD',
      RemoveFromVersionId: VersionId,
    }),
  );
  expect(Object.keys((await describe()).VersionIdsToStages ?? {})).not.toContain(VersionId);
  const all = await secrets.send(
    new ListSecretVersionIdsCommand({ SecretId: name, IncludeDeprecated: true }),
  );
  expect(all.Versions?.map((v) => v.VersionId)).toContain(VersionId);
});

// https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html
test('a secret has at most 20 labels', async () => {
  await create();
  const VersionStages = Array.from({ length: 20 }, (_, i) => `L${i}`);
  await expect(put('x', { VersionStages })).rejects.toMatchObject(refused('LimitExceededException'));
  await put('x', { VersionStages: VersionStages.slice(1) });
});

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html
test('versions of the last day are all kept and count to the limit of 100; older ones make room', async () => {
  await create();
  for (let i = 1; i < 100; i++) await put(`v${i}`);
  await expect(put('too many')).rejects.toMatchObject(refused('LimitExceededException'));
  await stack.clock.advance(DAY);
  await put('fits');
  expect(await value()).toBe('fits');
});

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html
test('a deleted secret can be described and restored, but not read or changed', async () => {
  await create();
  const now = stack.clock.now();
  const { DeletionDate } = await secrets.send(
    new DeleteSecretCommand({ SecretId: name, RecoveryWindowInDays: 7 }),
  );
  expect(Number(DeletionDate)).toBe(now + 7 * DAY);
  for (const change of [value(), put('x'), create()])
    await expect(change).rejects.toMatchObject(refused('InvalidRequestException'));
  expect(Number((await describe()).DeletedDate)).toBe(now);
  const listed = async (IncludePlannedDeletion: boolean) =>
    (await secrets.send(new ListSecretsCommand({ IncludePlannedDeletion }))).SecretList?.map((s) => s.Name);
  expect(await listed(false)).not.toContain(name);
  expect(await listed(true)).toContain(name);
  await secrets.send(new RestoreSecretCommand({ SecretId: name }));
  await stack.clock.advance(8 * DAY);
  expect(await value()).toBe('first');
});

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html
test('after the recovery window, 30 days unless another is given, a secret is gone, over a restart, too', async () => {
  await create();
  await secrets.send(new DeleteSecretCommand({ SecretId: name }));
  await stack.clock.advance(29 * DAY);
  await stack.restart();
  secrets = clients(stack.run).secrets;
  await describe();
  await stack.clock.advance(DAY);
  await expect(describe()).rejects.toMatchObject(refused('ResourceNotFoundException'));
});

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html
test('a forced deletion takes effect at once, and is no error for a secret that is not there', async () => {
  await create();
  const force = (extra: object = {}) =>
    secrets.send(new DeleteSecretCommand({ SecretId: name, ForceDeleteWithoutRecovery: true, ...extra }));
  await expect(force({ RecoveryWindowInDays: 7 })).rejects.toMatchObject(
    refused('InvalidParameterException'),
  );
  await force();
  await expect(describe()).rejects.toMatchObject(refused('ResourceNotFoundException'));
  await force();
  await create();
});

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html
test('a recovery window below 7 or above 30 days is refused', async () => {
  await create();
  for (const RecoveryWindowInDays of [6, 31])
    await expect(
      secrets.send(new DeleteSecretCommand({ SecretId: name, RecoveryWindowInDays })),
    ).rejects.toMatchObject(refused('InvalidParameterException'));
});

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_TagResource.html
test('tags are added, replaced and taken away', async () => {
  await create({ Tags: [{ Key: 'a', Value: '1' }] });
  const Tags = [
    { Key: 'a', Value: '2' },
    { Key: 'b', Value: '3' },
  ];
  await secrets.send(new TagResourceCommand({ SecretId: name, Tags }));
  expect((await describe()).Tags).toEqual(Tags);
  await secrets.send(new UntagResourceCommand({ SecretId: name, TagKeys: ['a'] }));
  expect((await describe()).Tags).toEqual([{ Key: 'b', Value: '3' }]);
});

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DescribeSecret.html
test('the last access is told to the day', async () => {
  await create();
  expect((await describe()).LastAccessedDate).toBeUndefined();
  await value();
  expect(Number((await describe()).LastAccessedDate)).toBe(Math.floor(stack.clock.now() / DAY) * DAY);
});

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html
test('a random password keeps to its recipe, and an impossible recipe is refused', async () => {
  const password = (recipe: object) => secrets.send(new GetRandomPasswordCommand(recipe));
  const { RandomPassword } = await password({
    PasswordLength: 50,
    ExcludePunctuation: true,
    ExcludeLowercase: true,
  });
  expect(RandomPassword).toMatch(/^(?=.*\d)[A-Z0-9]{50}$/);
  await expect(password({ PasswordLength: 3 })).rejects.toMatchObject(refused('InvalidParameterException'));
});
