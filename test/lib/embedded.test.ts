import { expect, test } from '@jest/globals';
import { Template } from 'aws-cdk-lib/assertions';
import { NotesStack } from '../../examples/embedded-stack/notes-stack.ts';
import { resourcesOf, testApp } from '../support/synthesized.ts';

const template = Template.fromStack(new NotesStack(testApp(), 'Notes'));

test('a stack of somebody else holds a gateway beside its own resources, without an account', () => {
  expect(resourcesOf(template, 'AWS::S3::Bucket').map(([id]) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual([
    'Notes',
    'AuditArchive',
  ]);
  const functions = resourcesOf(template, 'AWS::Lambda::Function').map(([id]) =>
    id.replace(/[0-9A-F]{8}$/, ''),
  );
  expect(functions).toEqual([
    'GatewayAuthorizerRuntimeFunction',
    'GatewayAuditSealRuntimeFunction',
    'GatewaySignerRotationRuntimeFunction',
    'GatewayTokenMintRuntimeFunction',
    'GatewayProxygeminiRuntimeFunction',
    'GatewayRotationgeminiRuntimeFunction',
    'GatewayResponderRuntimeFunction',
    'GatewayDetectionRuntimeFunction',
  ]);
});

test('the gateway leaves the resources around it alone', () => {
  const [[, notes] = []] = resourcesOf(template, 'AWS::S3::Bucket');
  expect(notes).toEqual({ Type: 'AWS::S3::Bucket', DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
});

test('the stack around it can say where the gateway is', () => {
  const { SummariesAt } = template.findOutputs('SummariesAt');
  expect(JSON.stringify(SummariesAt)).toContain('GatewayFrontDoorApi');
});
