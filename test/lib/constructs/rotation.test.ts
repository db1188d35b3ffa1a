import { expect, test } from '@jest/globals';
import { OUTPUTS, type UpstreamOutput } from '../../../contract/outputs.ts';
import { defineConfig, stageOf } from '../../../lib/config.ts';
import { rotationSettings } from '../../../lib/settings.ts';
import { permissions } from '../../support/permissions.ts';
import { resourcesOf, synthesized } from '../../support/synthesized.ts';

const federation = {
  audience: '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/aws/providers/p',
  serviceAccount: 'rotation@my-project.iam.gserviceaccount.com',
};
const KEYS = 'arn:aws:lambda:eu-central-1:123456789012:function:keys';
const call = { method: 'POST', url: 'https://management.example.com/keys' } as const;

const config = defineConfig({
  upstreams: {
    hand: { preset: 'gemini', mount: '/hand', rotation: { driver: 'manual' } },
    google: {
      preset: 'gemini',
      rotation: {
        ...{ driver: 'google-api-keys', project: 'my-project', federation },
        ...{ apiTargets: ['generativelanguage.googleapis.com'], cron: '0 8 1 */3 ? *', windowHours: 5 },
      },
    },
    openai: {
      preset: 'openai',
      rotation: { driver: 'openai-admin', project: 'proj_a', everyDays: 30 },
    },
    slots: {
      ...{ preset: 'http', mount: '/slots', baseUrl: 'https://slots.example.com' },
      ...{
        inject: { header: 'api-key' },
        carriers: ['x-api-key'],
        routes: [{ methods: ['GET'], path: '/**' }],
      },
      rotation: {
        driver: 'two-keys',
        slots: [
          { name: 'a', valueAt: '/a' },
          { name: 'b', valueAt: '/b' },
        ],
        credential: { as: 'bearer' },
        regenerate: call,
        read: call,
      },
    },
    hook: {
      ...{ preset: 'http', mount: '/hook', baseUrl: 'https://hook.example.com' },
      ...{ inject: { bearer: true }, carriers: ['x-api-key'], routes: [{ methods: ['GET'], path: '/**' }] },
      rotation: { driver: 'webhook', target: { functionArn: KEYS } },
    },
  },
  products: { all: [{ upstream: 'google' }] },
  plans: { basic: { rate: 10, burst: 20 } },
  stages: { prod: { region: 'eu-central-1' } },
});
const { template, stack } = synthesized(config, 'prod');
const named = (value: unknown): string => JSON.stringify(value);
const schedules = resourcesOf(template, 'AWS::SecretsManager::RotationSchedule')
  .map(([, { Properties }]) => Properties)
  .filter((schedule) => !named(schedule['SecretId']).includes('signingkey'));

test('each key that a driver makes is rotated by a schedule of its own, and a deployment begins none', () => {
  const told = schedules.map((schedule) => [
    /UpstreamVault(\w+?)key/.exec(named(schedule['SecretId']))?.[1],
    /Rotation(\w+?)Runtime/.exec(named(schedule['RotationLambdaARN']))?.[1],
    schedule['RotationRules'],
    schedule['RotateImmediatelyOnUpdate'],
  ]);
  const days = (count: number) => ({ AutomaticallyAfterDays: count, Duration: '3h' });
  expect(told).toEqual([
    ['google', 'google', { ScheduleExpression: 'cron(0 8 1 */3 ? *)', Duration: '5h' }, false],
    ['openai', 'openai', days(30), false],
    ['slots', 'slots', days(90), false],
    ['hook', 'hook', days(90), false],
  ]);
});

test('Secrets Manager may invoke a rotation for its own secret in this account, and not where an operator makes the keys', () => {
  const permits = resourcesOf(template, 'AWS::Lambda::Permission')
    .map(([, { Properties }]) => Properties)
    .filter((permit) => permit['Principal'] === 'secretsmanager.amazonaws.com')
    .filter((permit) => !named(permit['FunctionName']).includes('SignerRotation'));
  expect(permits).toHaveLength(4);
  for (const permit of permits) {
    const name = /Rotation(\w+?)Runtime/.exec(named(permit['FunctionName']))?.[1];
    expect(permit['SourceAccount']).toEqual({ Ref: 'AWS::AccountId' });
    expect(named(permit['SourceArn'])).toContain(`UpstreamVault${name}key`);
  }
});

test('a rotation touches the secret of its own upstream, reads the credential of its own driver, and no other', () => {
  const all = permissions(template);
  for (const name of Object.keys(config.upstreams)) {
    const secrets = (all[`Rotation${name}RuntimeFunction`] ?? []).filter((line) =>
      line.startsWith('secretsmanager:'),
    );
    const own = ['GetSecretValue', 'ListSecretVersionIds', 'PutSecretValue'];
    const expected = [...own, 'TagResource', 'UpdateSecretVersionStage'].map(
      (action) => `secretsmanager:${action} on UpstreamVault${name}key`,
    );
    const administered = ['openai', 'slots', 'hook'].includes(name);
    if (administered) expected.push(`secretsmanager:GetSecretValue on UpstreamVault${name}admin`);
    expect([name, secrets]).toEqual([name, expected.sort()]);
  }
});

test('a credential that makes keys is read by the rotation of its upstream alone, and is unset until an operator puts it', () => {
  const able = Object.entries(permissions(template)).filter(([, lines]) => named(lines).includes('admin'));
  expect(able.map(([name]) => name).sort()).toEqual(
    ['hook', 'openai', 'slots'].map((name) => `Rotation${name}RuntimeFunction`),
  );
  const admins = resourcesOf(template, 'AWS::SecretsManager::Secret').filter(([id]) => id.includes('admin'));
  expect(admins.map(([, { Properties }]) => Properties['SecretString'])).toEqual(
    Array.from({ length: 3 }, () => '{"state":"UNSET"}'),
  );
});

test('a rotation may invoke the function that its webhook names, and none else may', () => {
  const invoking = Object.entries(permissions(template)).flatMap(([name, lines]) =>
    lines.filter((line) => line.startsWith('lambda:')).map((line) => [name, line]),
  );
  expect(invoking).toEqual([['RotationhookRuntimeFunction', `lambda:InvokeFunction on ${KEYS}`]]);
});

test('every five minutes a sweep is asked for, of every upstream', () => {
  const rules = resourcesOf(template, 'AWS::Events::Rule')
    .map(([, { Properties }]) => Properties)
    .filter((rule) => named(rule['Targets']).includes('SallyportRotation'));
  expect(rules).toHaveLength(5);
  for (const rule of rules)
    expect(rule).toMatchObject({
      ScheduleExpression: 'rate(5 minutes)',
      Targets: [{ Input: '{"run":"sweep"}', RetryPolicy: { MaximumRetryAttempts: 0 } }],
    });
});

test('the outputs name the functions of each upstream, and where its driver’s credential goes', () => {
  const { Value } = (template.toJSON() as { Outputs: Record<string, { Value: unknown }> }).Outputs[
    OUTPUTS.upstreams
  ] ?? { Value: undefined };
  const parts = stack.resolve(Value)['Fn::Join'][1] as readonly unknown[];
  const text = parts
    .map((part) => (typeof part === 'string' ? part : named(part).replaceAll('"', '')))
    .join('');
  const upstreams = JSON.parse(text) as Record<string, UpstreamOutput>;
  expect(upstreams['hand']?.rotation).toMatchObject({ driver: 'manual', keyDaysMax: 90 });
  expect(upstreams['hand']?.rotation).not.toHaveProperty('adminSecretArn');
  expect(upstreams['hand']?.rotation.functionName).toContain('RotationhandRuntimeFunction');
  expect(upstreams['hand']?.proxyFunction).toContain('ProxyhandRuntimeFunction');
  expect(upstreams['openai']?.rotation).toMatchObject({ schedule: { everyDays: 30 } });
  expect(upstreams['openai']?.rotation.adminSecretArn).toContain('UpstreamVaultopenaiadmin');
});

test('a rotation is told its upstream and its driver, and nothing that only the stack needs', () => {
  const { openai } = config.upstreams;
  if (openai === undefined) throw new Error('the config has no openai');
  const { upstream, ...rest } = rotationSettings(openai, stageOf(config, 'prod'));
  expect(rest).toEqual({
    driver: { driver: 'openai-admin', project: 'proj_a', apiUrl: 'https://api.openai.com' },
    keyDaysMax: 32,
    probe: '/v1/models',
    allowLoopbackUpstreams: false,
  });
  expect([upstream.name, Object.keys(upstream).includes('rotation')]).toEqual(['openai', false]);
});
