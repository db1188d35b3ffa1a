import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { CLIENT_KEY_PATTERN } from '../../lambda/domain/client-key.ts';
import { defineConfig, type SallyportConfig } from '../../lib/config.ts';
import shipped from '../../sallyport.config.ts';
import { everyResource, resourcesOf, synthesized } from '../support/synthesized.ts';
import { validConfig } from './config/valid-config.ts';

/** Resources that hold what cannot be made again. */
const DATA = ['AWS::DynamoDB::Table', 'AWS::SecretsManager::Secret', 'AWS::KMS::Key', 'AWS::Logs::LogGroup'];

/** Properties that would give a resource a name of its own, which forbids replacing it and a second stage beside it. */
const NAMES = [
  'TableName',
  'FunctionName',
  'RoleName',
  'LogGroupName',
  'TopicName',
  'AlarmName',
  'UsagePlanName',
  'AliasName',
];

const cases: [string, SallyportConfig, string][] = [
  ['the shipped config, prod', shipped, 'prod'],
  ['the shipped config, local', shipped, 'local'],
  ['a config with every preset and field, prod', defineConfig(validConfig()), 'prod'],
];

describe.each(cases)('%s', (_name, config, stage) => {
  const { template, outdir } = synthesized(config, stage);
  const resources = everyResource(template);

  test('everything that cannot be made again is kept when the stack goes', () => {
    const data = resources.filter(([, { Type }]) => DATA.includes(Type));
    expect(data.length).toBeGreaterThan(6);
    for (const [id, resource] of data)
      expect([id, resource.DeletionPolicy, resource.UpdateReplacePolicy]).toEqual([id, 'Retain', 'Retain']);
  });

  test('nothing has a physical name', () => {
    for (const [id, { Type, Properties }] of resources) {
      // These name the function or log that they are about.
      if (
        ['AWS::Lambda::Permission', 'AWS::Lambda::EventInvokeConfig', 'AWS::Logs::MetricFilter'].includes(
          Type,
        )
      )
        continue;
      expect([id, NAMES.filter((name) => name in Properties)]).toEqual([id, []]);
      if (Type === 'AWS::SecretsManager::Secret') expect(Properties).not.toHaveProperty('Name');
    }
  });

  test('a secret holds the document that says that there is no key, and nothing else', () => {
    const secrets = resourcesOf(template, 'AWS::SecretsManager::Secret');
    expect(secrets).toHaveLength(Object.keys(config.upstreams).length + 1); // and the signing key's
    for (const [, { Properties }] of secrets) {
      expect(Properties['SecretString']).toBe('{"state":"UNSET"}');
      expect(Properties).not.toHaveProperty('GenerateSecretString');
    }
  });

  test('no file of the assembly holds anything like a key', () => {
    const like = new RegExp(
      `AIza[0-9A-Za-z_-]{20}|\\bAQ\\.[0-9A-Za-z_-]{20}|\\bsk-[0-9A-Za-z]{20}|${CLIENT_KEY_PATTERN.source.slice(1, -1)}`,
    );
    const files = readdirSync(outdir, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    for (const file of files)
      expect([file.name, like.exec(readFileSync(join(file.parentPath, file.name), 'utf8'))]).toEqual([
        file.name,
        null,
      ]);
  });

  test('every table is encrypted with our key, restorable and protected', () => {
    const tables = resourcesOf(template, 'AWS::DynamoDB::Table');
    expect(tables).toHaveLength(7);
    for (const [, { Properties }] of tables)
      expect(Properties).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: {
          SSEEnabled: true,
          SSEType: 'KMS',
          KMSMasterKeyId: { 'Fn::GetAtt': [expect.stringContaining('EncryptionKey'), 'Arn'] },
        },
      });
  });

  test('secrets and logs lie under our key, which rotates', () => {
    const ours = { 'Fn::GetAtt': [expect.stringContaining('EncryptionKey'), 'Arn'] };
    for (const [, { Properties }] of resourcesOf(template, 'AWS::SecretsManager::Secret'))
      expect(Properties['KmsKeyId']).toEqual(ours);
    for (const [, { Properties }] of resourcesOf(template, 'AWS::Logs::LogGroup'))
      expect(Properties).toMatchObject({ KmsKeyId: ours, RetentionInDays: expect.any(Number) });
    const keys = resourcesOf(template, 'AWS::KMS::Key').map(
      ([, { Properties }]) => Properties['EnableKeyRotation'],
    );
    expect(keys).toEqual([true]);
  });

  test('no custom resource and no function of somebody else runs in the account', () => {
    expect(
      resources.filter(
        ([, { Type }]) => Type.startsWith('Custom::') || Type === 'AWS::CloudFormation::CustomResource',
      ),
    ).toEqual([]);
  });
});

test('a stage that may be destroyed leaves nothing behind', () => {
  const config = defineConfig({ ...validConfig(), stages: { try: { removal: 'destroy' } } });
  const { template } = synthesized(config, 'try');
  for (const [id, { DeletionPolicy }] of DATA.flatMap((type) => resourcesOf(template, type)))
    expect([id, DeletionPolicy]).toEqual([id, 'Delete']);
  template.allResourcesProperties('AWS::DynamoDB::Table', { DeletionProtectionEnabled: false });
});
