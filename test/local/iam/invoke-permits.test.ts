import { expect, test } from '@jest/globals';
import { invokePermits } from '../../../local/iam/invoke-permits.ts';
import type { AccessPlan } from '../../../local/plan/access-plan.ts';
import { readStatements } from '../../../local/policy/read-statements.ts';

const fn = 'arn:aws:lambda:us-east-1:1:function:f';
const role = 'arn:aws:iam::1:role/r';
const place = { stackName: 'Stack', region: 'us-east-1', accountId: '1' };
const service = 'events.amazonaws.com';
const sourceArn = 'arn:aws:events:us-east-1:1:rule/a';

const permits = (permission: object | undefined, roleStatement?: object, trusted = service) => {
  const access: AccessPlan = {
    roles: new Map([
      [
        role,
        {
          logicalId: 'R',
          arn: role,
          statements: roleStatement === undefined ? [] : readStatements({ Statement: roleStatement }, 'R'),
          trust: readStatements(
            {
              Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: trusted } },
            },
            'R',
          ),
        },
      ],
    ]),
    keys: new Map(),
    keyOf: new Map(),
    resourcePolicies:
      permission === undefined
        ? new Map()
        : new Map([[fn, readStatements({ Statement: permission }, 'Permission')]]),
    unclear: [],
  };
  return invokePermits(access, place);
};
const statement = (extra: object = {}): object => ({
  Effect: 'Allow',
  Action: 'lambda:InvokeFunction',
  Resource: fn,
  Principal: { Service: service },
  ...extra,
});
const account = (id: string) => ({ Condition: { StringEquals: { 'AWS:SourceAccount': id } } });
const source = (pattern: string) => ({ Condition: { ArnLike: { 'AWS:SourceArn': pattern } } });

// https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html
test.each([
  ['without a permission', undefined, false],
  ['with a permission for it', statement(), true],
  [
    'with a permission for another service',
    statement({ Principal: { Service: 'sns.amazonaws.com' } }),
    false,
  ],
  ['with a permission for another action', statement({ Action: 'lambda:InvokeFunctionUrl' }), false],
  ['with a permission for this source', statement(source('arn:aws:events:us-east-1:1:rule/*')), true],
  ['with a permission for another source', statement(source('arn:aws:events:us-east-1:1:rule/b')), false],
  ['with a permission for this account', statement(account('1')), true],
  ['with a permission for another account', statement(account('2')), false],
])('a service may invoke a function %s: %s is %s', (_, permission, expected) => {
  expect(permits(permission)(fn, { service, sourceArn })).toBe(expected);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/permissions.html
test('under a role, the role must trust the service and may invoke without a permission', () => {
  const may = { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: fn };
  expect(permits(undefined, may)(fn, { service, roleArn: role })).toBe(true);
  expect(permits(undefined, may, 'sns.amazonaws.com')(fn, { service, roleArn: role })).toBe(false);
  expect(permits(undefined)(fn, { service, roleArn: role })).toBe(false);
  expect(permits(undefined, may)(fn, { service, roleArn: 'arn:aws:iam::1:role/other' })).toBe(false);
});
