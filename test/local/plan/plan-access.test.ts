import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { readAssembly } from '../../../local/assembly/read-assembly.ts';
import { makePlan, type Plan } from '../../../local/plan/make-plan.ts';
import { send } from '../support/send.ts';
import { startSmall } from '../support/small-run.ts';
import { allow, smallTemplate } from '../support/small-template.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { writeAssembly } from '../support/write-assembly.ts';

let folder: ReturnType<typeof temporaryFolder> | undefined;
afterEach(() => folder?.remove());

const planOf = (...[statements, change]: Parameters<typeof smallTemplate>): Plan => {
  folder = temporaryFolder();
  return makePlan(readAssembly(writeAssembly(folder.path, smallTemplate(statements, change))), 'us-east-1');
};
const roleWith = (extra: object) => (resources: Record<string, { readonly Type: string }>) =>
  void Object.assign((resources['Role'] as unknown as { Properties: object }).Properties, extra);
const security = (plan: Plan): readonly string[] =>
  plan.findings.filter((finding) => finding.security).map(({ sentence }) => sentence);

// https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
test('a role that Lambda cannot assume is refused by name', () => {
  const trust = {
    Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } },
  };
  expect(() => planOf([], roleWith({ AssumeRolePolicyDocument: trust }))).toThrow(
    /role Role of Worker cannot be assumed by Lambda/,
  );
});

test('a policy, role, condition operator or key that is not known here is a security finding', () => {
  const unknown = [
    { ...allow('a:B', '*'), Condition: { StringSimilar: { 'aws:SourceArn': 'x' } } },
    { ...allow('a:B', '*'), Condition: { StringEquals: { 'aws:PrincipalOrgID': 'x' } } },
  ];
  expect(security(planOf(unknown))).toEqual([
    'The policy of Role uses the condition operator StringSimilar, which cannot be decided here: it never allows (Role)',
    'The policy of Role uses the condition key aws:PrincipalOrgID, which cannot be decided here: it never allows (Role)',
  ]);
  const managed = roleWith({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] });
  expect(security(planOf([], managed)).join()).toContain('ReadOnlyAccess is not known here');
  const foreign = planOf([], (resources) => {
    const worker = resources['Worker'] as unknown as { Properties: Record<string, unknown> };
    worker.Properties['Role'] = 'arn:aws:iam::1:role/elsewhere';
  });
  expect(security(foreign).join()).toContain('which is no role of this stack');
});

// https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html
test.each([
  ['none of the actions', [], ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents']],
  [
    'the actions on another group',
    [
      allow(
        ['logs:CreateLogStream', 'logs:PutLogEvents'],
        'arn:aws:logs:us-east-1:000000000000:log-group:x:*',
      ),
    ],
    ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
  ],
  ['every action', [allow('logs:*', '*')], undefined],
])('a role with %s for its log is told apart', (_, statements, lacking) => {
  const plan = planOf(statements, roleWith({ ManagedPolicyArns: [] }));
  expect(plan.functions[0]?.lacksForLogs).toEqual(lacking);
});

// https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html
test('what a function prints without the right to write its log is dropped, and that is said at the start', async () => {
  const small = await startSmall(smallTemplate([], roleWith({ ManagedPolicyArns: [] })));
  try {
    await send(small.run.url, '/open/print');
    expect(existsSync(join(small.stateDir, 'logs', 'Worker.log'))).toBe(false);
    expect(small.notices.join()).toContain(
      'Worker may not write its log, which is dropped: its role lacks logs:CreateLogGroup',
    );
  } finally {
    await small.close();
  }
});
