import { generateKeyPairSync } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Template } from 'aws-cdk-lib/assertions';
import { FUNCTIONS } from '../../contract/functions.ts';
import type { ProxySettings } from '../../contract/settings.ts';
import type { ResponseConfig } from '../../lib/config/resolved.ts';
import type { StageInput } from '../../lib/config/stage-input.ts';
import { defineConfig, stageOf } from '../../lib/config.ts';
import { proxySettings } from '../../lib/settings.ts';
import config from '../../sallyport.config.ts';
import { permissions, type Statement, short } from '../support/permissions.ts';
import { everyResource, resourcesOf, synthesized } from '../support/synthesized.ts';

const { template, outdir, stack } = synthesized(config, 'prod');

/** Every partition that is sealed, and no other. */
const SEALED = Array.from({ length: 16 }, (_, n) => `????-??-??T??#${String(n).padStart(2, '0')}`).join(', ');

test('these are the exact actions and resources of every function', () => {
  expect(permissions(template)).toEqual({
    AuditSealRuntimeFunction: [
      'dynamodb:Query on AuditTrailAuditTable',
      'kms:Decrypt on EncryptionKey through dynamodb',
      'kms:Decrypt on EncryptionKey through s3',
      'kms:Encrypt on EncryptionKey through s3',
      'kms:GenerateDataKey on EncryptionKey through s3',
      'kms:GetPublicKey on AuditArchiveKey',
      'kms:Sign on AuditArchiveKey',
      'logs:CreateLogStream on AuditSealRuntimeLogs',
      'logs:PutLogEvents on AuditSealRuntimeLogs',
      's3:GetObject on AuditArchive/countries/*',
      's3:GetObject on AuditArchive/digests/*',
      's3:GetObject on AuditArchive/manifests/*',
      's3:GetObject on AuditArchive/records/*',
      's3:ListBucket on AuditArchive',
      's3:ListBucketVersions on AuditArchive',
      's3:PutObject on AuditArchive/countries/*',
      's3:PutObject on AuditArchive/digests/*',
      's3:PutObject on AuditArchive/manifests/*',
      's3:PutObject on AuditArchive/records/*',
    ],
    AuthorizerRuntimeFunction: [
      'dynamodb:GetItem on KeyRegistryKeysTable',
      'dynamodb:GetItem on TokensMintedTable',
      'dynamodb:GetItem on TokensSignersTable',
      `dynamodb:PutItem on AuditTrailAuditTable within ${SEALED}`,
      'dynamodb:Query on HoneytokensTable within watch',
      'dynamodb:UpdateItem on HoneytokensTable within key_*, route:*',
      'dynamodb:UpdateItem on KeyRegistryKeysTable of firstUsedAt, keyHash',
      'dynamodb:UpdateItem on TokensMintedTable',
      'events:PutEvents on EventBus',
      'kms:Decrypt on EncryptionKey through dynamodb',
      'kms:Encrypt on EncryptionKey through dynamodb',
      'kms:GenerateDataKey on EncryptionKey through dynamodb',
      'logs:CreateLogStream on AuthorizerRuntimeLogs',
      'logs:PutLogEvents on AuthorizerRuntimeLogs',
    ],
    DetectionRuntimeFunction: [
      'dynamodb:GetItem on DetectionKnowledgeTable',
      'dynamodb:GetItem on KeyRegistryKeysTable',
      `dynamodb:PutItem on AuditTrailAuditTable within ${SEALED}`,
      'dynamodb:PutItem on DetectionKnowledgeTable',
      'dynamodb:Query on AuditTrailAuditTable',
      'dynamodb:Query on KeyRegistryKeysTable/index/byId',
      'dynamodb:UpdateItem on DetectionKnowledgeTable',
      'dynamodb:UpdateItem on KeyRegistryKeysTable of id, keyHash, state, stateReason, version',
      'events:PutEvents on EventBus',
      'kms:Decrypt on EncryptionKey through dynamodb',
      'kms:Encrypt on EncryptionKey through dynamodb',
      'kms:GenerateDataKey on EncryptionKey through dynamodb',
      'logs:CreateLogStream on DetectionRuntimeLogs',
      'logs:PutLogEvents on DetectionRuntimeLogs',
    ],
    ProxygeminiRuntimeFunction: [
      `dynamodb:PutItem on AuditTrailAuditTable within ${SEALED}`,
      'dynamodb:UpdateItem on QuotasCountersTable',
      'events:PutEvents on EventBus',
      'kms:Decrypt on EncryptionKey through dynamodb',
      'kms:Decrypt on EncryptionKey through secretsmanager',
      'kms:Encrypt on EncryptionKey through dynamodb',
      'kms:GenerateDataKey on EncryptionKey through dynamodb',
      'logs:CreateLogStream on ProxygeminiRuntimeLogs',
      'logs:PutLogEvents on ProxygeminiRuntimeLogs',
      'secretsmanager:GetSecretValue on UpstreamVaultgeminikey',
    ],
    ProxyyoutubeRuntimeFunction: [
      `dynamodb:PutItem on AuditTrailAuditTable within ${SEALED}`,
      'dynamodb:UpdateItem on QuotasCountersTable',
      'events:PutEvents on EventBus',
      'kms:Decrypt on EncryptionKey through dynamodb',
      'kms:Decrypt on EncryptionKey through secretsmanager',
      'kms:Encrypt on EncryptionKey through dynamodb',
      'kms:GenerateDataKey on EncryptionKey through dynamodb',
      'logs:CreateLogStream on ProxyyoutubeRuntimeLogs',
      'logs:PutLogEvents on ProxyyoutubeRuntimeLogs',
      'secretsmanager:GetSecretValue on UpstreamVaultyoutubekey',
    ],
    ResponderRuntimeFunction: [
      'dynamodb:GetItem on HoneytokensTable',
      'dynamodb:GetItem on KeyRegistryKeysTable',
      `dynamodb:PutItem on AuditTrailAuditTable within ${SEALED}`,
      'dynamodb:PutItem on HoneytokensTable',
      'dynamodb:Query on AuditTrailAuditTable',
      'dynamodb:Query on HoneytokensTable',
      'dynamodb:Query on HoneytokensTable/index/outbox',
      'dynamodb:Query on KeyRegistryKeysTable/index/byId',
      'dynamodb:UpdateItem on HoneytokensTable',
      'dynamodb:UpdateItem on KeyRegistryKeysTable of id, keyHash, state, stateReason, version',
      'events:PutEvents on EventBus',
      'kms:Decrypt on EncryptionKey through dynamodb',
      'kms:Decrypt on EncryptionKey through sns',
      'kms:Encrypt on EncryptionKey through dynamodb',
      'kms:Encrypt on EncryptionKey through sns',
      'kms:GenerateDataKey on EncryptionKey through dynamodb',
      'kms:GenerateDataKey on EncryptionKey through sns',
      'logs:CreateLogStream on ResponderRuntimeLogs',
      'logs:PutLogEvents on ResponderRuntimeLogs',
      'sns:Publish on WatchtowerAlarms',
      'sqs:SendMessage on ResponderUnanswered',
      'wafv2:GetIPSet on FrontDoorRateWallBlockedIpv4',
      'wafv2:GetIPSet on FrontDoorRateWallBlockedIpv6',
      'wafv2:UpdateIPSet on FrontDoorRateWallBlockedIpv4',
      'wafv2:UpdateIPSet on FrontDoorRateWallBlockedIpv6',
    ],
    RotationgeminiRuntimeFunction: [
      'events:PutEvents on EventBus',
      'kms:Decrypt on EncryptionKey through secretsmanager',
      'kms:Encrypt on EncryptionKey through secretsmanager',
      'kms:GenerateDataKey on EncryptionKey through secretsmanager',
      'logs:CreateLogStream on RotationgeminiRuntimeLogs',
      'logs:PutLogEvents on RotationgeminiRuntimeLogs',
      'secretsmanager:GetSecretValue on UpstreamVaultgeminikey',
      'secretsmanager:ListSecretVersionIds on UpstreamVaultgeminikey',
      'secretsmanager:PutSecretValue on UpstreamVaultgeminikey',
      'secretsmanager:TagResource on UpstreamVaultgeminikey',
      'secretsmanager:UpdateSecretVersionStage on UpstreamVaultgeminikey',
    ],
    RotationyoutubeRuntimeFunction: [
      'events:PutEvents on EventBus',
      'kms:Decrypt on EncryptionKey through secretsmanager',
      'kms:Encrypt on EncryptionKey through secretsmanager',
      'kms:GenerateDataKey on EncryptionKey through secretsmanager',
      'logs:CreateLogStream on RotationyoutubeRuntimeLogs',
      'logs:PutLogEvents on RotationyoutubeRuntimeLogs',
      'secretsmanager:GetSecretValue on UpstreamVaultyoutubekey',
      'secretsmanager:ListSecretVersionIds on UpstreamVaultyoutubekey',
      'secretsmanager:PutSecretValue on UpstreamVaultyoutubekey',
      'secretsmanager:TagResource on UpstreamVaultyoutubekey',
      'secretsmanager:UpdateSecretVersionStage on UpstreamVaultyoutubekey',
    ],
    SignerRotationRuntimeFunction: [
      'dynamodb:GetItem on TokensSignersTable',
      'dynamodb:PutItem on TokensSignersTable',
      'kms:Decrypt on EncryptionKey through dynamodb',
      'kms:Decrypt on EncryptionKey through secretsmanager',
      'kms:Encrypt on EncryptionKey through dynamodb',
      'kms:Encrypt on EncryptionKey through secretsmanager',
      'kms:GenerateDataKey on EncryptionKey through dynamodb',
      'kms:GenerateDataKey on EncryptionKey through secretsmanager',
      'logs:CreateLogStream on SignerRotationRuntimeLogs',
      'logs:PutLogEvents on SignerRotationRuntimeLogs',
      'secretsmanager:GetSecretValue on Tokenssigningkey',
      'secretsmanager:PutSecretValue on Tokenssigningkey',
      'secretsmanager:UpdateSecretVersionStage on Tokenssigningkey',
    ],
    TokenMintRuntimeFunction: [
      'dynamodb:GetItem on KeyRegistryKeysTable',
      `dynamodb:PutItem on AuditTrailAuditTable within ${SEALED}`,
      'dynamodb:PutItem on TokensMintedTable',
      'dynamodb:UpdateItem on TokensMintedTable',
      'kms:Decrypt on EncryptionKey through dynamodb',
      'kms:Decrypt on EncryptionKey through secretsmanager',
      'kms:Encrypt on EncryptionKey through dynamodb',
      'kms:GenerateDataKey on EncryptionKey through dynamodb',
      'logs:CreateLogStream on TokenMintRuntimeLogs',
      'logs:PutLogEvents on TokenMintRuntimeLogs',
      'secretsmanager:GetSecretValue on Tokenssigningkey',
    ],
  });
});

test('what verifies a token cannot sign one: the secret of the signing key is the mint’s and the rotation’s', () => {
  const able = Object.entries(permissions(template)).filter(([, lines]) =>
    lines.join().includes('signingkey'),
  );
  expect(able.map(([name]) => name)).toEqual(['SignerRotationRuntimeFunction', 'TokenMintRuntimeFunction']);
  const publishing = Object.entries(permissions(template)).filter(([, lines]) =>
    lines.some((line) => /(Put|Update|Delete|Batch)\w* on TokensSigners/.test(line)),
  );
  expect(publishing.map(([name]) => name)).toEqual(['SignerRotationRuntimeFunction']);
});

/** The objects of the archive, which have no names before they are written. */
const ARCHIVED = /\{"Fn::GetAtt":\["AuditArchive","Arn"\]\},"\/(manifests|records|digests|countries)\/\*"/g;

test('no policy of a role names all actions or all resources', () => {
  for (const [id, { Properties }] of resourcesOf(template, 'AWS::IAM::Policy')) {
    const { Statement } = Properties['PolicyDocument'] as { Statement: Statement[] };
    for (const { Action, Resource, Effect } of Statement)
      expect([id, Effect, JSON.stringify([Action, Resource]).replace(ARCHIVED, '').includes('*')]).toEqual([
        id,
        'Allow',
        false,
      ]);
  }
});

test('every function has a role of its own, which Lambda alone may assume, without managed policies', () => {
  const roles = resourcesOf(template, 'AWS::IAM::Role');
  const used = resourcesOf(template, 'AWS::Lambda::Function').map(
    ([, { Properties }]) => (Properties['Role'] as { 'Fn::GetAtt': string[] })['Fn::GetAtt'][0],
  );
  expect([...new Set(used)].sort()).toEqual(roles.map(([id]) => id).sort());
  for (const [, { Properties }] of roles) {
    expect(Object.keys(Properties).sort()).toEqual(['AssumeRolePolicyDocument', 'Tags']);
    expect(Properties['AssumeRolePolicyDocument']).toMatchObject({
      Statement: [
        { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' } },
      ],
    });
  }
});

/** Which function of the contract a logical id stands for. */
const functionOf = (id: string): string =>
  Object.keys(FUNCTIONS).find((name) => short(id).toLowerCase().startsWith(name.replace('-', ''))) ?? id;

test('every function is told exactly what its contract names', () => {
  const told = resourcesOf(template, 'AWS::Lambda::Function').map(([id, { Properties }]) => {
    const { Variables } = Properties['Environment'] as { Variables: Record<string, unknown> };
    return [functionOf(id), Object.keys(Variables).sort()];
  });
  const owed = (name: keyof typeof FUNCTIONS) => [name, Object.keys(FUNCTIONS[name].env).sort()];
  const each = ['authorizer', 'audit-seal', 'signer-rotation', 'token-mint', 'proxy', 'proxy'] as const;
  const later = ['rotation', 'rotation', 'responder', 'detect'] as const;
  expect(told).toEqual([...each, ...later].map(owed));
});

test('every function runs Node 24 on arm64, from a bundle, with its own log group', () => {
  for (const [, { Properties }] of resourcesOf(template, 'AWS::Lambda::Function'))
    expect(Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      LoggingConfig: { LogGroup: { Ref: expect.stringContaining('RuntimeLogs') } },
    });
});

test('a function is invoked by our own API only, a rotation by Secrets Manager of this account and its own rule, the responder by its two rules, the detection by its one, the sealing by its schedule', () => {
  const every = resourcesOf(template, 'AWS::Lambda::Permission').map(([, { Properties }]) => Properties);
  const ruled = every.filter((permit) => permit['Principal'] === 'events.amazonaws.com');
  const all = every.filter((permit) => !ruled.includes(permit));
  const rules = [
    'AuditSeal|Schedule',
    'Rotationgemini|Sweep',
    'Rotationyoutube|Sweep',
    'Responder|Tripped',
    'Responder|Sweep',
    'Detection|Look',
  ];
  for (const [n, rule] of rules.entries()) {
    const [owner = '', name] = rule.split('|');
    expect(ruled[n]?.['SourceArn']).toEqual({
      'Fn::GetAtt': [expect.stringContaining(`${owner}${name}`), 'Arn'],
    });
    expect(JSON.stringify(ruled[n]?.['FunctionName'])).toContain(owner);
  }
  expect(ruled).toHaveLength(rules.length);
  const [rotation, ...none] = all.filter((permit) => permit['Principal'] === 'secretsmanager.amazonaws.com');
  expect([rotation?.['SourceAccount'], none]).toEqual([{ Ref: 'AWS::AccountId' }, []]);
  expect(JSON.stringify(rotation?.['FunctionName'])).toContain('SignerRotation');
  const permits = all.filter((permit) => permit !== rotation);
  expect(permits).toHaveLength(4);
  for (const permit of permits) {
    expect(permit).toMatchObject({ Action: 'lambda:InvokeFunction', Principal: 'apigateway.amazonaws.com' });
    expect(JSON.stringify(permit['SourceArn'])).toContain('FrontDoorApi');
  }
});

test('the asset of each proxy holds the settings of its own upstream and of no other', () => {
  const assets = JSON.parse(readFileSync(join(outdir, `${stack.stackName}.assets.json`), 'utf8')) as {
    files: Record<string, { source: { path: string } }>;
  };
  const upstreams = resourcesOf(template, 'AWS::Lambda::Function').flatMap(([id, { Properties }]) => {
    const key = (Properties['Code'] as { S3Key: string }).S3Key.replace(/\.zip$/, '');
    const folder = join(outdir, assets.files[key]?.source.path ?? 'missing');
    const settings = JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8')) as ProxySettings;
    if (functionOf(id) !== 'proxy') return [];
    expect(settings).toEqual(
      JSON.parse(JSON.stringify(proxySettings(config, stageOfProd(), settings.upstream.name))),
    );
    return [[short(id), settings.upstream.name]];
  });
  expect(upstreams).toEqual([
    ['ProxygeminiRuntimeFunction', 'gemini'],
    ['ProxyyoutubeRuntimeFunction', 'youtube'],
  ]);
});

test('whatever the umask, Lambda’s user can read every file of an asset', () => {
  const before = process.umask(0o077);
  const { outdir: own } = synthesized(config, 'prod');
  process.umask(before);
  const assets = readdirSync(own).filter((name) => name.startsWith('asset.'));
  const modes = assets.flatMap((asset) =>
    readdirSync(join(own, asset)).map((file) => statSync(join(own, asset, file)).mode & 0o777),
  );
  expect(new Set(modes)).toEqual(new Set([0o644]));
});

test('only the shared key policy, and no role, speaks of all resources', () => {
  const open = everyResource(template).filter(
    ([, { Type, Properties }]) =>
      Type.startsWith('AWS::IAM::') && /"Resource":"\*"/.test(JSON.stringify(Properties)),
  );
  expect(open).toEqual([]);
});

function stageOfProd() {
  const stage = config.stages['prod'];
  if (stage === undefined) throw new Error('the shipped config has no stage prod');
  return stage;
}

test('a proxy that gets access tokens itself can read no secret, and knows of none', () => {
  const federation = {
    audience: '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/aws/providers/p',
    serviceAccount: 'gemini@my-project.iam.gserviceaccount.com',
  };
  const keyless = defineConfig({
    upstreams: { gemini: { preset: 'gemini', rotation: { driver: 'google-wif', federation } } },
    products: { gemini: [{ upstream: 'gemini' }] },
    plans: { basic: { rate: 10, burst: 20 } },
    stages: { prod: { region: 'eu-central-1' } },
  });
  const { template: of } = synthesized(keyless, 'prod');
  const { ProxygeminiRuntimeFunction: allowed = [] } = permissions(of);
  expect(allowed).toContain(`dynamodb:PutItem on AuditTrailAuditTable within ${SEALED}`);
  expect(allowed.filter((line) => line.includes('secretsmanager'))).toEqual([]);
  expect(proxySettings(keyless, stageOf(keyless, 'prod'), 'gemini')).toMatchObject({
    federation,
    upstream: { inject: { as: 'bearer' } },
  });
});

test('the responder may file findings where the config asks for them, as the account’s own product alone', () => {
  const asking = defineConfig({
    upstreams: { gemini: { preset: 'gemini' } },
    products: { gemini: [{ upstream: 'gemini' }] },
    plans: { basic: { rate: 10, burst: 20 } },
    stages: { prod: { response: { securityHub: true } } },
  });
  const { template: of } = synthesized(asking, 'prod');
  const lines = permissions(of)['ResponderRuntimeFunction'] ?? [];
  const filing = lines.filter((line) => line.startsWith('securityhub:'));
  expect(filing).toEqual([
    expect.stringMatching(/^securityhub:BatchImportFindings on .*:product\/.*\/default/),
  ]);
  expect(lines.filter((line) => line.startsWith('wafv2:'))).toEqual([]);
});

test('the responder may give a key a new value where the config asks for that, and nothing more', () => {
  const { publicKey } = generateKeyPairSync('x25519');
  const deliverTo = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const of = (response: Partial<ResponseConfig>) =>
    permissions(
      synthesized(
        defineConfig({
          upstreams: { gemini: { preset: 'gemini' } },
          products: { gemini: [{ upstream: 'gemini' }] },
          plans: { basic: { rate: 10, burst: 20 } },
          stages: { prod: { response } },
        }),
        'prod',
      ).template,
    )['ResponderRuntimeFunction'] ?? [];
  const plain = of({ reroll: 'report' });
  expect(plain).toEqual(of({}));
  expect(of({ reroll: 'enforce', deliverTo }).filter((line) => !plain.includes(line))).toEqual([
    'dynamodb:DeleteItem on KeyRegistryKeysTable',
    'dynamodb:PutItem on KeyRegistryKeysTable',
    'dynamodb:UpdateItem on KeyRegistryKeysTable of graceEndsAtSeconds, id, keyHash, state, supersededBy, version',
  ]);
});

test('whoever takes reports of leaked keys can look a key up and raise an event, and nothing else; the responder hears of it', () => {
  const { publicKey } = generateKeyPairSync('x25519');
  const deliverTo = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const of = (stage: StageInput) =>
    synthesized(
      defineConfig({
        upstreams: { gemini: { preset: 'gemini' } },
        products: { gemini: [{ upstream: 'gemini' }] },
        plans: { basic: { rate: 10, burst: 20 } },
        stages: { prod: stage },
      }),
      'prod',
    ).template;
  const open = of({ leakIntake: { github: true, action: 'reroll' } });
  expect(permissions(open)['LeakIntakeRuntimeFunction']).toEqual([
    'dynamodb:GetItem on KeyRegistryKeysTable',
    'events:PutEvents on EventBus',
    'kms:Decrypt on EncryptionKey through dynamodb',
    'logs:CreateLogStream on LeakIntakeRuntimeLogs',
    'logs:PutLogEvents on LeakIntakeRuntimeLogs',
  ]);
  const responder = (template: Template) => permissions(template)['ResponderRuntimeFunction'] ?? [];
  const plain = responder(of({}));
  expect(responder(open)).toEqual(plain);
  const rerolling = of({ leakIntake: { github: true, action: 'reroll' }, response: { deliverTo } });
  expect(responder(rerolling).filter((line) => !plain.includes(line))).toEqual([
    'dynamodb:DeleteItem on KeyRegistryKeysTable',
    'dynamodb:PutItem on KeyRegistryKeysTable',
    'dynamodb:UpdateItem on KeyRegistryKeysTable of graceEndsAtSeconds, id, keyHash, state, supersededBy, version',
  ]);
  const silent = of({ leakIntake: { action: 'reroll' }, response: { deliverTo } });
  expect(responder(silent)).toEqual(plain);
  const heard = (template: Template) =>
    resourcesOf(template, 'AWS::Events::Rule').filter(([, { Properties }]) =>
      JSON.stringify(Properties['EventPattern'] ?? '').includes('leak.reported'),
    );
  expect([heard(open).length, heard(silent).length]).toEqual([1, 0]);
});
