import { allow, smallTemplate } from './small-template.ts';

const objects = (bucket: string) => ({ 'Fn::Sub': '$'.concat(`{${bucket}.Arn}/*`) });
const arnOf = (id: string): object => ({ 'Fn::GetAtt': [id, 'Arn'] });

const BUCKETS = {
  Plain: {},
  Versioned: { VersioningConfiguration: { Status: 'Enabled' } },
  Locked: { ObjectLockEnabled: true },
  Archive: {
    ObjectLockEnabled: true,
    ObjectLockConfiguration: {
      ObjectLockEnabled: 'Enabled',
      Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 30 } },
    },
  },
  Keyed: {
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [
        { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: arnOf('Key') } },
      ],
    },
  },
  Guarded: {},
};

/** Buckets of every kind. The function may do little: read and write `Plain` without listing it, and lock without bypass. */
export const bucketTemplate = (): object => {
  const template = smallTemplate(
    [
      allow(['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], objects('Plain')),
      allow(['s3:PutObject', 's3:DeleteObjectVersion', 's3:GetObject'], objects('Locked')),
      allow(['s3:*'], objects('Keyed')),
      allow(['s3:*'], [arnOf('Guarded'), objects('Guarded')]),
    ],
    (resources) => {
      for (const [name, Properties] of Object.entries(BUCKETS))
        resources[name] = { Type: 'AWS::S3::Bucket', Properties };
      resources['GuardedPolicy'] = {
        Type: 'AWS::S3::BucketPolicy',
        Properties: {
          Bucket: { Ref: 'Guarded' },
          PolicyDocument: {
            Statement: [
              {
                Effect: 'Deny',
                Action: 's3:*',
                Principal: { AWS: '*' },
                Resource: [arnOf('Guarded'), objects('Guarded')],
                Condition: { Bool: { 'aws:SecureTransport': 'false' } },
              },
              {
                Effect: 'Deny',
                Action: 's3:DeleteObject*',
                Principal: '*',
                Resource: objects('Guarded'),
              },
            ],
          },
        },
      };
    },
  ) as { Outputs: Record<string, object> };
  for (const name of Object.keys(BUCKETS)) template.Outputs[name] = { Value: { Ref: name } };
  return template;
};
