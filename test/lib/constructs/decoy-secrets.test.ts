import { expect, test } from '@jest/globals';
import { defineConfig } from '../../../lib/config.ts';
import { compilePattern } from '../../../local/pattern/compile-pattern.ts';
import { secretAsked } from '../../support/cloud-trail.ts';
import { permissions } from '../../support/permissions.ts';
import { resourcesOf, synthesized } from '../../support/synthesized.ts';

const config = (decoySecrets: readonly string[]) =>
  defineConfig({
    upstreams: { gemini: { preset: 'gemini' } },
    products: { gemini: [{ upstream: 'gemini' }] },
    plans: { basic: { rate: 10, burst: 20 } },
    stages: { prod: { decoySecrets } },
  });
const NAME = 'prod/stripe/live-key';
const { template } = synthesized(config([NAME, 'prod/db']), 'prod');
const { template: without } = synthesized(config([]), 'prod');
const named = (value: unknown): string => JSON.stringify(value);
const secrets = resourcesOf(template, 'AWS::SecretsManager::Secret').filter(([, { Properties }]) =>
  Object.hasOwn(Properties, 'Name'),
);
const rules = resourcesOf(template, 'AWS::Events::Rule').filter(([, { Properties }]) =>
  named(Properties['EventPattern'] ?? '').includes('CloudTrail'),
);

test('a decoy secret is made up by Secrets Manager, looks like a key, and lies under the stack’s key like the real ones', () => {
  expect(secrets.map(([, { Properties }]) => Properties['Name'])).toEqual([NAME, 'prod/db']);
  for (const [, secret] of secrets) {
    expect(secret.Properties).toEqual({
      Name: expect.any(String),
      KmsKeyId: { 'Fn::GetAtt': [expect.stringMatching(/^SallyportEncryption/), 'Arn'] },
      GenerateSecretString: {
        SecretStringTemplate: '{}',
        GenerateStringKey: 'apiKey',
        PasswordLength: 40,
        ExcludePunctuation: true,
      },
      Tags: [{ Key: 'sallyport:stage', Value: 'prod' }],
    });
    expect([secret.DeletionPolicy, secret.UpdateReplacePolicy]).toEqual(['Retain', 'Retain']);
  }
});

test('no tag that CloudFormation puts on a decoy secret says that it is one', () => {
  for (const [id] of secrets) expect(id).not.toMatch(/decoy|bait|honey|fake/i);
});

test('no function may do anything with a decoy secret, and none may do more than without one', () => {
  const all = permissions(template);
  expect(all).toEqual(permissions(without));
  for (const [id] of secrets) expect(named(all)).not.toContain(id);
  expect(named(resourcesOf(template, 'AWS::IAM::Policy'))).not.toMatch(/ThirdPartyKey/);
});

/** The pattern as it is deployed, with what CloudFormation puts in. */
const deployed = (pattern: unknown) =>
  JSON.parse(
    named(pattern).replace(/\{"Ref":"SallyportResponderThirdPartyKey1[^"]*"\}/, named(`${ARN}-Ab12Cd`)),
    (_key, value: unknown) =>
      Array.isArray(Object(value)['Fn::Join'])
        ? (Object(value)['Fn::Join'][1] as readonly unknown[])
            .map((part) =>
              typeof part === 'string'
                ? part
                : {
                    'AWS::Partition': 'aws',
                    'AWS::Region': 'eu-central-1',
                    'AWS::AccountId': '123456789012',
                  }[String(Object(part)['Ref'])],
            )
            .join('')
        : value,
  ) as Record<string, unknown>;
const ARN = `arn:aws:secretsmanager:eu-central-1:123456789012:secret:${NAME}`;

test.each([
  ['by name', secretAsked(NAME), true],
  ['by ARN', secretAsked(`${ARN}-Ab12Cd`), true],
  ['by ARN without its end', secretAsked(ARN), true],
  ['and is refused', secretAsked(NAME, { errorCode: 'AccessDenied', responseElements: null }), true],
  ['of another name', secretAsked(`${NAME}s`), false],
  ['for its description', secretAsked(NAME, { eventName: 'DescribeSecret' }), false],
])('CloudTrail’s word of a secret that is asked for %s reaches the responder: %#', (_how, event, does) => {
  const [, first] = rules[0] ?? [];
  expect(compilePattern(deployed(first?.Properties['EventPattern']))(event)).toBe(does);
});

test('the rules lie on the account’s own bus, ask for reads too, and tell the responder', () => {
  expect(rules).toHaveLength(2);
  for (const [, { Properties }] of rules) {
    expect(Properties).toMatchObject({ State: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' });
    expect(Properties).not.toHaveProperty('EventBusName');
    expect(Properties['Targets']).toEqual([
      {
        Id: 'Target0',
        Arn: { 'Fn::GetAtt': [expect.stringMatching(/^SallyportResponderRuntimeFunction/), 'Arn'] },
        DeadLetterConfig: { Arn: { 'Fn::GetAtt': [expect.stringContaining('Unanswered'), 'Arn'] } },
        RetryPolicy: { MaximumEventAgeInSeconds: 3_600, MaximumRetryAttempts: 20 },
      },
    ]);
  }
});

test('a stage that asks for no decoy secret has none, and no rule on the account’s bus for one', () => {
  expect(named(without.toJSON())).not.toContain('ThirdParty');
});
