import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  TagResourceCommand,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { ROTATION_TAGS } from '../../../contract/rotation-run.ts';
import { UNSET_SECRET } from '../../../contract/secrets.ts';
import { sdkRotationDoor } from '../../../lambda/adapters/sdk-rotation-door.ts';
import { SdkVersionDesk } from '../../../lambda/adapters/sdk-version-desk.ts';
import { OperatorFault } from '../../../lambda/domain/operator-fault.ts';
import { labelFor } from '../../../lambda/domain/rotation/version-label.ts';
import { Secret } from '../../../lambda/domain/secret.ts';
import { clients } from '../../local/support/clients.ts';
import { fn, type Stack, startStack } from '../../local/support/start-stack.ts';

const boundTo = 'https://api.example.com';
const OLD = 'upstream-key-0001';
const NEW = new Secret('upstream-key-0002', 'test');

let stack: Stack;
let secrets: SecretsManagerClient;
let connection: ConstructorParameters<typeof SdkVersionDesk>[0];
let desk: SdkVersionDesk;
beforeAll(async () => {
  stack = await startStack({
    resources: {
      Answering: fn('Answering'),
      Failing: fn('Failing'),
      Scheduled: { Type: 'AWS::SecretsManager::Secret', Properties: { SecretString: document(OLD) } },
      Permission: {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          Action: 'lambda:InvokeFunction',
          FunctionName: { Ref: 'Answering' },
          Principal: 'secretsmanager.amazonaws.com',
          SourceAccount: { Ref: 'AWS::AccountId' },
        },
      },
      Schedule: {
        Type: 'AWS::SecretsManager::RotationSchedule',
        DependsOn: 'Permission',
        Properties: {
          SecretId: { Ref: 'Scheduled' },
          RotationLambdaARN: { 'Fn::GetAtt': ['Answering', 'Arn'] },
          RotateImmediatelyOnUpdate: false,
          RotationRules: { AutomaticallyAfterDays: 90 },
        },
      },
    },
    code: {
      Answering: `exports.handler = async ({ run, Step }) => {
        if (Step === 'finishSecret') throw new Error('as asked');
        return run === 'rollback' ? { outcome: 'failed', code: 'rotation.too_late' } : undefined;
      };`,
      Failing: `exports.handler = async () => { throw new Error('upstream-key-0001 did not work'); };`,
    },
    outputs: {
      Scheduled: { Value: { Ref: 'Scheduled' } },
      Answering: { Value: { Ref: 'Answering' } },
      Failing: { Value: { Ref: 'Failing' } },
    },
  });
  const { run } = stack;
  secrets = clients(run).secrets;
  const credentials = { accessKeyId: 'operator', secretAccessKey: 'local' };
  connection = { region: run.region, endpoint: run.awsEndpoint, credentials };
  desk = new SdkVersionDesk(connection);
  await stack.clock.advance(0); // the schedule tries its function out
});
afterAll(() => stack.close());

function document(apiKey: string): string {
  return JSON.stringify({ state: 'SET', apiKey, boundTo });
}
async function secretWith(text: string): Promise<string> {
  const { ARN = '' } = await secrets.send(
    new CreateSecretCommand({ Name: randomUUID(), SecretString: text }),
  );
  return ARN;
}
const stagesOf = async (arn: string, versionId: string) =>
  (await desk.look(arn)).versions.find(({ id }) => id === versionId)?.stages;

test('a key that is put as pending leaves the current one where it is, and is what a rotation would find', async () => {
  const arn = await secretWith(document(OLD));
  const id = randomUUID();
  await desk.putPending(arn, id, NEW, { state: 'SET', boundTo });
  await desk.putPending(arn, id, NEW, { state: 'SET', boundTo }); // an answer was lost
  expect(await stagesOf(arn, id)).toEqual(['AWSPENDING']);
  const read = (VersionStage: string) =>
    secrets.send(new GetSecretValueCommand({ SecretId: arn, VersionStage }));
  expect((await read('AWSCURRENT')).SecretString).toBe(document(OLD));
  expect(JSON.parse((await read('AWSPENDING')).SecretString ?? '')).toEqual({
    ...{ state: 'SET', apiKey: NEW.reveal(), boundTo },
  });
});

test('a version is said to hold a key only if it is that very key', async () => {
  const arn = await secretWith(document(OLD));
  const [{ id = '' } = {}] = (await desk.look(arn)).versions;
  expect(await desk.holds(arn, id, new Secret(OLD, 'test'))).toBe(true);
  expect(await desk.holds(arn, id, NEW)).toBe(false);
  const unset = await secretWith(JSON.stringify(UNSET_SECRET));
  const [version] = (await desk.look(unset)).versions;
  expect(await desk.holds(unset, version?.id ?? '', NEW)).toBe(false);
});

test('a label is read where it was written, and versions that lost theirs are still told of', async () => {
  const arn = await secretWith(document(OLD));
  const [first] = (await desk.look(arn)).versions;
  const stage = labelFor('compromised', first?.id ?? '', new Date('2026-11-23T12:00:00Z'));
  await desk.attach(arn, stage, first?.id ?? '');
  for (const apiKey of ['upstream-key-0003', 'upstream-key-0004', 'upstream-key-0005'])
    await secrets.send(new PutSecretValueCommand({ SecretId: arn, SecretString: document(apiKey) }));
  const { versions } = await desk.look(arn);
  expect(versions.map(({ stages }) => stages)).toEqual([[stage], [], ['AWSPREVIOUS'], ['AWSCURRENT']]);
});

test('what the rotation function noted is told, and the end of the next window', async () => {
  const SecretId = stack.run.outputs['Scheduled'] ?? '';
  const Tags = [
    { Key: ROTATION_TAGS.result, Value: 'succeeded 2026-11-23T12:00:00.000Z v1' },
    { Key: ROTATION_TAGS.proof, Value: 'dead lag=4s 2026-11-23T12:00:00.000Z v0' },
  ];
  await secrets.send(new TagResourceCommand({ SecretId, Tags }));
  const { notes, nextAt } = await desk.look(SecretId);
  expect(notes).toEqual({ result: Tags[0]?.Value, proof: Tags[1]?.Value });
  expect(nextAt).toEqual(new Date('2027-02-21T23:59:59.000Z'));
});

test('a rotation gets the id that it was asked for with, and a second one is not begun while it is not over', async () => {
  const arn = stack.run.outputs['Scheduled'] ?? '';
  const token = randomUUID();
  expect(await desk.rotate(arn, token)).toBe('begun');
  expect(await desk.rotate(arn, token)).toBe('begun'); // an answer was lost
  expect(await desk.rotate(arn, randomUUID())).toBe('busy');
  const pending = (await desk.look(arn)).versions.filter(({ stages }) => stages.includes('AWSPENDING'));
  expect(pending.map(({ id }) => id)).toEqual([token]);
});

test('a secret that nothing rotates is busy with no rotation', async () => {
  const arn = await secretWith(document(OLD));
  expect(await desk.rotate(arn, randomUUID())).toBe('busy');
  expect((await desk.look(arn)).versions).toHaveLength(1);
});

test('a secret for administration is written as it was given', async () => {
  const arn = await secretWith(JSON.stringify(UNSET_SECRET));
  const versionId = await desk.putAdmin(arn, new Secret('admin-key-0001', 'test'));
  const read = await secrets.send(new GetSecretValueCommand({ SecretId: arn }));
  expect([read.SecretString, read.VersionId]).toEqual(['admin-key-0001', versionId]);
});

test('a rollback is answered by the function; a sweep is asked for and not waited for', async () => {
  const door = sdkRotationDoor(connection);
  const name = stack.run.outputs['Answering'] ?? '';
  expect(await door.rollBack(name, 'v1')).toEqual({ outcome: 'failed', code: 'rotation.too_late' });
  await door.sweep(name);
  await door.sweep(stack.run.outputs['Failing'] ?? '');
});

test('a rollback whose answer is lost is not asked for a second time', async () => {
  const asked: string[] = [];
  const server = createServer(async (request) => {
    asked.push(await text(request));
    request.socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const lost = sdkRotationDoor({ ...connection, endpoint: `http://127.0.0.1:${port}` }).rollBack(
    'name',
    'v1',
  );
  await expect(lost).rejects.toBeInstanceOf(OperatorFault);
  expect(asked).toEqual(['{"run":"rollback","to":"v1"}']);
  server.close();
});

test('a function that fails is reported without what it said', async () => {
  const failing = sdkRotationDoor(connection).rollBack(stack.run.outputs['Failing'] ?? '', 'v1');
  await expect(failing).rejects.toMatchObject({
    code: 'aws.refused',
    message: 'asking the rotation function to roll back: Unhandled',
  });
});

test('a refusal of Secrets Manager that quotes the value does not pass it on', async () => {
  const aws = mockClient(SecretsManagerClient);
  const quoting = Object.assign(new Error(`Value '${OLD}' failed`), { name: 'InvalidParameterException' });
  aws.rejects(quoting);
  const key = new Secret(OLD, 'test');
  const other = new SdkVersionDesk(connection);
  const attempts = [
    other.putPending('arn', 'v1', key, { state: 'SET', boundTo }),
    other.putAdmin('arn', key),
    other.holds('arn', 'v1', key),
    other.look('arn'),
    other.attach('arn', 'label', 'v1'),
    other.rotate('arn', 'v1'),
  ];
  for (const attempt of await Promise.allSettled(attempts)) {
    expect(attempt).toMatchObject({ status: 'rejected', reason: { code: 'aws.refused' } });
    expect(String(Object(attempt).reason)).not.toContain(OLD);
  }
  aws.restore();
});
