import { expect, test } from '@jest/globals';
import type { Place } from '../../../local/assembly/place.ts';
import { Resolver } from '../../../local/assembly/resolver.ts';
import type { Template } from '../../../local/assembly/template.ts';
import type { Sender } from '../../../local/delivery/parcel.ts';
import { demandPermission } from '../../../local/delivery/sender-permits.ts';
import { planAccess } from '../../../local/plan/plan-access.ts';

const place: Place = { stackName: 'S', region: 'us-east-1', accountId: '000000000000' };
const TOPIC = 'arn:aws:sns:us-east-1:000000000000:t';
const ALARM = 'arn:aws:cloudwatch:us-east-1:000000000000:alarm:a';
const cloudWatch: Sender = { service: 'cloudwatch.amazonaws.com', sourceArn: ALARM };
const events: Sender = {
  service: 'events.amazonaws.com',
  sourceArn: 'arn:aws:events:us-east-1:000000000000:rule/r',
};

const topic = (extra: object = {}): object => ({
  Type: 'AWS::SNS::Topic',
  Properties: { TopicName: 't', ...extra },
});
const policy = (...Statement: object[]): object => ({
  Type: 'AWS::SNS::TopicPolicy',
  Properties: { Topics: [{ Ref: 'Topic' }], PolicyDocument: { Statement } },
});
const allow = (Service: string, Action: string | string[], extra: object = {}): object => ({
  ...{ Effect: 'Allow', Principal: { Service }, Action, Resource: '*' },
  ...extra,
});
const permits = (resources: object, sender: Sender, action = 'sns:Publish', resource = TOPIC): boolean => {
  const template = { Resources: resources } as unknown as Template;
  try {
    demandPermission(planAccess(new Resolver(template, place)), place)(sender, action, resource);
    return true;
  } catch {
    return false;
  }
};

// https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
test('without a policy of its own a topic takes what alarms publish, and nothing of other services', () => {
  expect(permits({ Topic: topic() }, cloudWatch)).toBe(true);
  expect(permits({ Topic: topic() }, events)).toBe(false);
});

// https://repost.aws/knowledge-center/cloudwatch-receive-sns-for-alarm-trigger
test('a policy replaces the one that a topic has by default, so it must allow alarms, too', () => {
  const enforceSsl = {
    ...{ Effect: 'Deny', Principal: '*', Action: 'sns:Publish', Resource: '*' },
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
  expect(permits({ Topic: topic(), Policy: policy(enforceSsl) }, cloudWatch)).toBe(false);
  const allowed = policy(enforceSsl, allow('cloudwatch.amazonaws.com', 'sns:Publish'));
  expect(permits({ Topic: topic(), Policy: allowed }, cloudWatch)).toBe(true);
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
test('a policy that names the source lets no other source in', () => {
  const forSource = (arn: string): object =>
    policy(
      allow('events.amazonaws.com', 'sns:Publish', { Condition: { ArnEquals: { 'aws:SourceArn': arn } } }),
    );
  const of = (arn: string): boolean => permits({ Topic: topic(), Policy: forSource(arn) }, events);
  expect([of('arn:aws:events:us-east-1:000000000000:rule/r'), of(ALARM)]).toEqual([true, false]);
});

// https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
test('an encrypted topic takes nothing from a service that may not use its key', () => {
  const key = (...Statement: object[]): object => ({
    Type: 'AWS::KMS::Key',
    Properties: { KeyPolicy: { Statement } },
  });
  const encrypted = topic({ KmsMasterKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } });
  const root = {
    ...{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::000000000000:root' } },
    ...{ Action: 'kms:*', Resource: '*' },
  };
  expect(permits({ Topic: encrypted, Key: key(root) }, cloudWatch)).toBe(false);
  const use = allow('cloudwatch.amazonaws.com', ['kms:Decrypt', 'kms:GenerateDataKey*']);
  expect(permits({ Topic: encrypted, Key: key(root, use) }, cloudWatch)).toBe(true);
});

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-identity-based.html
test('under a role, the role must trust the service and allow the action', () => {
  const role = (Service: string, Action: string): object => ({
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: 'r',
      AssumeRolePolicyDocument: { Statement: [allow(Service, 'sts:AssumeRole', { Resource: undefined })] },
      Policies: [
        { PolicyName: 'p', PolicyDocument: { Statement: [{ Effect: 'Allow', Action, Resource: '*' }] } },
      ],
    },
  });
  const sender: Sender = { service: 'scheduler.amazonaws.com', roleArn: 'arn:aws:iam::000000000000:role/r' };
  const queue = 'arn:aws:sqs:us-east-1:000000000000:q';
  const of = (service: string, action: string): boolean =>
    permits({ Role: role(service, action) }, sender, 'sqs:SendMessage', queue);
  expect(of('scheduler.amazonaws.com', 'sqs:SendMessage')).toBe(true);
  expect(of('events.amazonaws.com', 'sqs:SendMessage')).toBe(false);
  expect(of('scheduler.amazonaws.com', 'sqs:ReceiveMessage')).toBe(false);
});
