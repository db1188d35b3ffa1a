import { randomUUID } from 'node:crypto';
import {
  CancelRotateSecretCommand,
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  RotateSecretCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { clients } from '../support/clients.ts';
import { fn, type Stack, startStack } from '../support/start-stack.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A rotation function as AWS's template has it: a new value, then the stage. `FAIL` in the current value names a step that fails. */
const rotation = `
  const http = require('node:http');
  const call = (operation, input) => new Promise((resolve, reject) => {
    const { hostname, port } = new URL(process.env.AWS_ENDPOINT_URL);
    http.request({ hostname, port, method: 'POST', headers: {
      'x-amz-target': 'secretsmanager.' + operation,
      'content-type': 'application/x-amz-json-1.1',
      authorization: 'AWS4-HMAC-SHA256 Credential=' + process.env.AWS_ACCESS_KEY_ID + '/20261123/us-east-1/secretsmanager/aws4_request, ',
    } }, (response) => {
      let text = '';
      response.on('data', (chunk) => { text += chunk; });
      response.on('end', () => {
        const answer = JSON.parse(text);
        if (response.statusCode === 200) resolve(answer); else reject(new Error(answer.__type));
      });
    }).on('error', reject).end(JSON.stringify(input));
  });
  exports.handler = async ({ Step, SecretId, ClientRequestToken, RotationToken }) => {
    console.log('step ' + Step + ' ' + ClientRequestToken + ' ' + typeof RotationToken);
    const stages = (await call('DescribeSecret', { SecretId })).VersionIdsToStages;
    if (!stages[ClientRequestToken].includes('AWSPENDING')) throw new Error('not pending');
    const current = Object.keys(stages).find((id) => stages[id].includes('AWSCURRENT'));
    const value = (await call('GetSecretValue', { SecretId })).SecretString;
    if (value === 'FAIL ' + Step) throw new Error('as asked');
    if (Step === 'createSecret') {
      const had = await call('GetSecretValue', { SecretId, VersionId: ClientRequestToken }).catch((error) => error.message);
      if (had === 'ResourceNotFoundException')
        await call('PutSecretValue', { SecretId, ClientRequestToken, SecretString: 'rotated ' + ClientRequestToken, VersionStages: ['AWSPENDING'] });
    }
    if (Step === 'finishSecret')
      await call('UpdateSecretVersionStage', { SecretId, VersionStage: 'AWSCURRENT', MoveToVersionId: ClientRequestToken, RemoveFromVersionId: current });
  };`;

let stack: Stack;
let secrets: SecretsManagerClient;
let lambdaArn: string;

const permission = (logicalId: string) => ({
  Type: 'AWS::Lambda::Permission',
  Properties: {
    Action: 'lambda:InvokeFunction',
    FunctionName: { Ref: logicalId },
    Principal: 'secretsmanager.amazonaws.com',
    SourceAccount: { Ref: 'AWS::AccountId' },
  },
});

const start = (resources: object = {}): Promise<Stack> =>
  startStack({
    resources: {
      Rotation: fn('Rotation'),
      Forbidden: fn('Rotation'),
      RotationPermission: permission('Rotation'),
      Scheduled: { Type: 'AWS::SecretsManager::Secret', Properties: { SecretString: 'first' } },
      ...resources,
    },
    code: { Rotation: rotation },
    outputs: {
      Rotation: { Value: { 'Fn::GetAtt': ['Rotation', 'Arn'] } },
      Forbidden: { Value: { 'Fn::GetAtt': ['Forbidden', 'Arn'] } },
      Scheduled: { Value: { Ref: 'Scheduled' } },
    },
  });
function connect(to: Stack): void {
  secrets = clients(to.run).secrets;
  lambdaArn = to.run.outputs['Rotation'] ?? '';
}
beforeAll(async () => {
  stack = await start();
});
beforeEach(() => connect(stack));
afterAll(() => stack.close());
/** No schedule of one test runs in another. */
afterEach(async () => {
  connect(stack);
  for (const SecretId of made.splice(0))
    await secrets.send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }));
});

const made: string[] = [];
async function create(SecretString = 'first'): Promise<string> {
  const { ARN = '' } = await secrets.send(new CreateSecretCommand({ Name: randomUUID(), SecretString }));
  made.push(ARN);
  return ARN;
}
const rotate = (SecretId: string, extra: object = {}) =>
  secrets.send(new RotateSecretCommand({ SecretId, RotationLambdaARN: lambdaArn, ...extra }));
const describe = (SecretId: string) => secrets.send(new DescribeSecretCommand({ SecretId }));
const value = async (SecretId: string, VersionStage?: string) =>
  (await secrets.send(new GetSecretValueCommand({ SecretId, VersionStage }))).SecretString;
const put = (SecretId: string, SecretString: string) =>
  secrets.send(new PutSecretValueCommand({ SecretId, SecretString }));
/** What is due now, done. */
const settle = () => stack.clock.advance(0);
/** Midnight UTC some days from now, or as many seconds before it. */
const midnight = (inDays: number, secondsBefore = 0) =>
  new Date((Math.floor(stack.clock.now() / DAY) + inDays) * DAY - secondsBefore * 1_000);
const days = (AutomaticallyAfterDays: number) => ({ RotationRules: { AutomaticallyAfterDays } });

// https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html
test('a rotation takes the four steps with the version’s id, and the new value becomes current', async () => {
  const arn = await create();
  const { VersionId } = await rotate(arn, days(30));
  await settle();
  expect(await value(arn)).toBe(`rotated ${VersionId}`);
  expect(await value(arn, 'AWSPREVIOUS')).toBe('first');
  expect(await describe(arn)).toMatchObject({
    RotationEnabled: true,
    RotationLambdaARN: lambdaArn,
    RotationRules: { AutomaticallyAfterDays: 30 },
    LastRotatedDate: new Date(stack.clock.now()),
    VersionIdsToStages: { [VersionId ?? '']: expect.arrayContaining(['AWSCURRENT', 'AWSPENDING']) },
  });
});

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DescribeSecret.html
test('before the first step there is a pending version without a value', async () => {
  const arn = await create('FAIL createSecret');
  const { VersionId = '' } = await rotate(arn);
  await settle();
  expect((await describe(arn)).VersionIdsToStages?.[VersionId]).toEqual(['AWSPENDING']);
  await expect(value(arn, 'AWSPENDING')).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: "Secrets Manager can't find the specified secret value for staging label: AWSPENDING",
  });
});

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotateSecret.html
test('while a rotation is not complete, another one is refused, and the first one tried again', async () => {
  const arn = await create('FAIL testSecret');
  const { VersionId } = await rotate(arn);
  await settle();
  expect((await describe(arn)).RotationEnabled).toBe(true);
  await expect(rotate(arn)).rejects.toMatchObject({
    name: 'InvalidRequestException',
    message: "A previous rotation isn't complete. That rotation will be reattempted.",
  });
  await rotate(arn, { ClientRequestToken: VersionId });
  await put(arn, 'mended');
  await stack.clock.advance(HOUR);
  expect(await value(arn)).toBe(`rotated ${VersionId}`);
});

// https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda.html
test('a rotation that fails is repeated several times, then left pending until the next window', async () => {
  const arn = await create('FAIL setSecret');
  const { VersionId } = await rotate(arn, days(10));
  await stack.clock.advance(5 * HOUR);
  expect(await value(arn)).toBe('FAIL setSecret');
  expect(await value(arn, 'AWSPENDING')).toBe(`rotated ${VersionId}`);
  expect((await describe(arn)).LastRotatedDate).toBeUndefined();
  await put(arn, 'mended');
  await stack.clock.advance(10 * DAY);
  expect(await value(arn)).toBe(`rotated ${VersionId}`);
});

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotateSecret.html
test('without RotateImmediately only testSecret runs, on a pending version that is gone afterwards', async () => {
  const arn = await create();
  const { VersionId = '' } = await rotate(arn, { ...days(5), RotateImmediately: false });
  expect((await describe(arn)).VersionIdsToStages?.[VersionId]).toEqual(['AWSPENDING']);
  await settle();
  expect(await value(arn)).toBe('first');
  expect((await describe(arn)).VersionIdsToStages).not.toHaveProperty(VersionId);
  await stack.clock.advance(5 * DAY);
  expect(await value(arn)).toMatch(/^rotated /);
});

// https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html
test('a schedule in days rotates on the day, again and again, and tells the end of the next window', async () => {
  const arn = await create();
  await rotate(arn, days(90));
  await settle();
  const first = await value(arn);
  const due = midnight(90);
  expect((await describe(arn)).NextRotationDate).toEqual(midnight(91, 1));
  await stack.clock.advance(due.getTime() - 1_000 - stack.clock.now());
  expect(await value(arn)).toBe(first);
  await stack.clock.advance(1_000);
  expect(await value(arn)).not.toBe(first);
  const { LastRotatedDate, NextRotationDate } = await describe(arn);
  expect([LastRotatedDate, NextRotationDate]).toEqual([due, midnight(91, 1)]);
});

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotationRulesType.html
test('a value put by hand counts as a rotation when the next one is planned', async () => {
  const arn = await create();
  await rotate(arn, days(10));
  await stack.clock.advance(4 * DAY);
  await put(arn, 'by hand');
  expect((await describe(arn)).NextRotationDate).toEqual(midnight(11, 1));
  await stack.clock.advance(7 * DAY);
  expect(await value(arn)).toBe('by hand');
  await stack.clock.advance(3 * DAY);
  expect(await value(arn)).toMatch(/^rotated /);
});

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotateSecret.html
test('rotation needs a function, and that function’s permission for Secrets Manager', async () => {
  const arn = await create();
  const forbidden = stack.run.outputs['Forbidden'];
  await expect(rotate(arn, { RotationLambdaARN: undefined })).rejects.toMatchObject({
    name: 'InvalidRequestException',
  });
  for (const RotationLambdaARN of [forbidden, `${lambdaArn}x`])
    await expect(rotate(arn, { RotationLambdaARN })).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('grants access to the principal secretsmanager.amazonaws.com'),
    });
  expect((await describe(arn)).RotationEnabled).toBeUndefined();
});

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotationRulesType.html
test.each([
  [{ AutomaticallyAfterDays: 5, ScheduleExpression: 'rate(5 days)' }],
  [{ AutomaticallyAfterDays: 1001 }],
  [{ ScheduleExpression: 'rate(3 hours)' }],
  [{ ScheduleExpression: 'rate(10 minutes)' }],
  [{ ScheduleExpression: 'cron(5 8 1 * ? *)' }],
  [{ ScheduleExpression: 'rate(5 days)', Duration: '25h' }],
])('the rules %j are refused', async (RotationRules) => {
  const arn = await create();
  await expect(rotate(arn, { RotationRules })).rejects.toMatchObject({ name: 'InvalidParameterException' });
});

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CancelRotateSecret.html
test('a cancelled rotation stops where it is, and its schedule with it', async () => {
  const arn = await create('FAIL finishSecret');
  const { VersionId } = await rotate(arn, days(3));
  await settle();
  const cancelled = await secrets.send(new CancelRotateSecretCommand({ SecretId: arn }));
  expect(cancelled.VersionId).toBe(VersionId);
  await put(arn, 'mended');
  await stack.clock.advance(10 * DAY);
  expect(await value(arn)).toBe('mended');
  const { RotationEnabled, RotationRules, NextRotationDate } = await describe(arn);
  expect([RotationEnabled, RotationRules, NextRotationDate]).toEqual([
    false,
    { AutomaticallyAfterDays: 3 },
    undefined,
  ]);
});

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotateSecret.html
test('a secret that is marked for deletion is not rotated', async () => {
  const arn = await create();
  await rotate(arn, days(1));
  await settle();
  await secrets.send(new DeleteSecretCommand({ SecretId: arn }));
  await expect(rotate(arn)).rejects.toMatchObject({ name: 'InvalidRequestException' });
  const rotatedAt = (await describe(arn)).LastChangedDate;
  await stack.clock.advance(3 * DAY);
  expect((await describe(arn)).LastChangedDate).toEqual(rotatedAt);
});

// https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda.html
test('a rotation and its schedule go on after a restart', async () => {
  const arn = await create('FAIL setSecret');
  await rotate(arn, days(10));
  await settle();
  await put(arn, 'mended');
  await stack.restart();
  connect(stack);
  await stack.clock.advance(2 * MINUTE);
  const rotated = await value(arn);
  expect(rotated).toMatch(/^rotated /);
  await stack.restart();
  connect(stack);
  await stack.clock.advance(10 * DAY);
  expect(await value(arn)).not.toBe(rotated);
});

const schedule = (extra: object = {}, RotationLambdaARN: object = { 'Fn::GetAtt': ['Rotation', 'Arn'] }) => ({
  Schedule: {
    Type: 'AWS::SecretsManager::RotationSchedule',
    Properties: {
      SecretId: { Ref: 'Scheduled' },
      RotationLambdaARN,
      RotationRules: { ScheduleExpression: 'cron(0 8 1 * ? *)', Duration: '2h' },
      ...extra,
    },
  },
});

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-rotationschedule.html
test('a template’s schedule rotates at once and by its expression, and not again at the next start', async () => {
  const scheduled = await start(schedule());
  connect(scheduled);
  const arn = scheduled.run.outputs['Scheduled'] ?? '';
  await scheduled.clock.advance(0);
  const first = await value(arn);
  expect(first).toMatch(/^rotated /);
  expect((await describe(arn)).NextRotationDate).toEqual(new Date('2026-12-01T10:00:00Z'));
  await scheduled.restart();
  connect(scheduled);
  await scheduled.clock.advance(0);
  expect(await value(arn)).toBe(first);
  await scheduled.clock.advance(8 * DAY);
  expect(await value(arn)).not.toBe(first);
  await scheduled.close();
});

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-rotationschedule.html
test('a template’s schedule may wait for its first window', async () => {
  const scheduled = await start(schedule({ RotateImmediatelyOnUpdate: false }));
  connect(scheduled);
  const arn = scheduled.run.outputs['Scheduled'] ?? '';
  await scheduled.clock.advance(0);
  expect(await value(arn)).toBe('first');
  await scheduled.clock.advance(8 * DAY);
  expect(await value(arn)).toMatch(/^rotated /);
  await scheduled.close();
});

// https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html
test('a template whose function does not let Secrets Manager invoke it cannot be deployed', async () => {
  await expect(start(schedule({}, { 'Fn::GetAtt': ['Forbidden', 'Arn'] }))).rejects.toThrow(
    /^Schedule cannot be deployed: Secrets Manager cannot invoke/,
  );
});
