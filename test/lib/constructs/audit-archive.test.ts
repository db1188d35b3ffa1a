import { describe, expect, test } from '@jest/globals';
import { Match } from 'aws-cdk-lib/assertions';
import { defineConfig } from '../../../lib/config.ts';
import config from '../../../sallyport.config.ts';
import { resourcesOf, synthesized } from '../../support/synthesized.ts';
import { validConfig } from '../config/valid-config.ts';

const { template } = synthesized(config, 'prod');

const given = { region: 'eu-central-1', auditArchive: { lock: 'compliance', years: 2 } } as const;
const { template: locked } = synthesized(defineConfig({ ...validConfig(), stages: { prod: given } }), 'prod');

const bucketOf = (of: typeof template) => resourcesOf(of, 'AWS::S3::Bucket')[0]?.[1].Properties ?? {};

describe('the archive of the audit trail', () => {
  test('locks every object from when it is written, keeps versions, lies under our key, and is nobody else’s', () => {
    template.hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'Retain',
      Properties: {
        ObjectLockEnabled: true,
        VersioningConfiguration: { Status: 'Enabled' },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            {
              ServerSideEncryptionByDefault: {
                SSEAlgorithm: 'aws:kms',
                KMSMasterKeyID: { 'Fn::GetAtt': [Match.stringLikeRegexp('EncryptionKey'), 'Arn'] },
              },
            },
          ],
        },
      },
    });
    const [[, policy] = []] = resourcesOf(template, 'AWS::S3::BucketPolicy');
    expect(JSON.stringify(policy)).toContain('"aws:SecureTransport":"false"');
    expect(policy?.Properties['PolicyDocument']).toMatchObject({
      Statement: expect.arrayContaining([
        expect.objectContaining({
          Effect: 'Deny',
          Action: 's3:PutObject',
          Principal: { AWS: '*' },
          Condition: {
            ArnNotEquals: {
              'aws:PrincipalArn': { 'Fn::GetAtt': [expect.stringContaining('AuditSealRuntimeRole'), 'Arn'] },
            },
          },
        }),
      ]),
    });
  });

  test('may be opened by whoever is allowed to, for a year, unless the config says otherwise', () => {
    const retention = (of: typeof template) =>
      (bucketOf(of)['ObjectLockConfiguration'] as { Rule: { DefaultRetention: object } }).Rule
        .DefaultRetention;
    expect(retention(template)).toEqual({ Mode: 'GOVERNANCE', Days: 365 });
    expect(retention(locked)).toEqual({ Mode: 'COMPLIANCE', Days: 730 });
  });

  test('lets nothing go before its lock ends, and everything a day after', () => {
    expect((bucketOf(locked)['LifecycleConfiguration'] as { Rules: object[] }).Rules).toEqual([
      { ExpirationInDays: 731, NoncurrentVersionExpiration: { NoncurrentDays: 1 }, Status: 'Enabled' },
    ]);
  });
});

test('the key that signs can do nothing else, and its private half is KMS’s', () => {
  template.hasResourceProperties('AWS::KMS::Key', { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
});

test('the trail is sealed every five minutes, and no run waits for another try', () => {
  template.hasResourceProperties('AWS::Events::Rule', {
    ScheduleExpression: 'rate(5 minutes)',
    Targets: [Match.objectLike({ RetryPolicy: { MaximumRetryAttempts: 0 } })],
  });
  template.hasResourceProperties('AWS::Lambda::Function', {
    Timeout: 900,
    Environment: { Variables: Match.objectLike({ SEAL_LAG_SECONDS: '300' }) },
  });
});

test('no role of the stack may delete from the archive, or take a lock off', () => {
  const policies = JSON.stringify(resourcesOf(template, 'AWS::IAM::Policy'));
  expect(policies).toContain('s3:PutObject"');
  for (const word of [
    's3:Delete',
    's3:Bypass',
    's3:PutObjectRetention',
    's3:PutObjectLegalHold',
    's3:*',
    'kms:*',
  ])
    expect([word, policies.includes(word)]).toEqual([word, false]);
});
