import { expect, test } from '@jest/globals';
import { awsRefusal } from '../../../lambda/adapters/aws-refusal.ts';
import { OperatorFault } from '../../../lambda/domain/operator-fault.ts';

const named = (name: string, message = 'text with a-secret-value') =>
  Object.assign(new Error(message), { name });

test.each(['ValidationException', 'InvalidRequestException', 'InternalServiceError', 'SomethingNew'])(
  'the text of a %s is not repeated',
  (name) => {
    expect(awsRefusal('acting', named(name)).message).toBe(`acting: ${name}`);
  },
);

test('a denial tells who may not do what', () => {
  const denial = named('AccessDeniedException', 'User: arn:x is not authorized to perform: dynamodb:PutItem');
  expect(awsRefusal('acting', denial).message).toContain('dynamodb:PutItem');
});

test('missing credentials, an expired session and a missing region each name their fix', () => {
  expect(awsRefusal('acting', named('CredentialsProviderError')).fix).toContain('sign in');
  expect(awsRefusal('acting', named('ExpiredTokenException')).fix).toContain('sign in');
  expect(awsRefusal('acting', named('Error', 'Region is missing')).fix).toContain('--region');
});

test('a gateway that does not answer is unreachable, not refused', () => {
  const error = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  expect(awsRefusal('acting', error)).toMatchObject({ code: 'aws.unreachable' });
});

test('a fault stays what it is, and anything else that is thrown becomes one', () => {
  const fault = new OperatorFault('key.unknown', 'm', 'f');
  expect(awsRefusal('acting', fault)).toBe(fault);
  for (const thrown of [undefined, null, 'text', 7])
    expect(awsRefusal('acting', thrown)).toBeInstanceOf(OperatorFault);
});
