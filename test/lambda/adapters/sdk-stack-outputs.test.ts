import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { sdkCallerIdentity } from '../../../lambda/adapters/sdk-caller-identity.ts';
import { sdkStackOutputs } from '../../../lambda/adapters/sdk-stack-outputs.ts';

const stub = () => mockClient(CloudFormationClient);
let aws: ReturnType<typeof stub>;
beforeEach(() => {
  aws = stub();
});
afterEach(() => aws.restore());

const rejects = (name: string, message: string) => Object.assign(new Error(message), { name });

test('a stack’s outputs come by their keys', async () => {
  const Outputs = [{ OutputKey: 'GatewayUrl', OutputValue: 'https://x' }];
  aws.on(DescribeStacksCommand).resolves({
    Stacks: [{ Outputs, StackName: 's', CreationTime: new Date(0), StackStatus: 'CREATE_COMPLETE' }],
  });
  expect(await sdkStackOutputs('s', 'eu-west-1')).toEqual({
    region: 'eu-west-1',
    outputs: { GatewayUrl: 'https://x' },
  });
});

test('a stack that is not there is no fault; another refusal is', async () => {
  aws.on(DescribeStacksCommand).rejectsOnce(rejects('ValidationError', 'Stack with id s does not exist'));
  expect(await sdkStackOutputs('s', 'eu-west-1')).toEqual({ region: 'eu-west-1', outputs: undefined });
  aws.on(DescribeStacksCommand).rejects(rejects('ExpiredToken', 'x'));
  await expect(sdkStackOutputs('s', 'eu-west-1')).rejects.toMatchObject({ code: 'aws.refused' });
});

test('the caller is an ARN, and credentials that do not work are a fault', async () => {
  const sts = mockClient(STSClient);
  sts
    .on(GetCallerIdentityCommand)
    .resolvesOnce({ Arn: 'arn:aws:iam::1:user/me' })
    .rejects(rejects('ExpiredToken', 'x'));
  expect(await sdkCallerIdentity('eu-west-1')).toBe('arn:aws:iam::1:user/me');
  await expect(sdkCallerIdentity('eu-west-1')).rejects.toMatchObject({ code: 'aws.refused' });
  sts.restore();
});
