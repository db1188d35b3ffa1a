import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readSecretRead } from '../../../../lambda/domain/response/read-secret-read.ts';
import { anyText } from '../../../support/any-text.ts';
import { secretAsked } from '../../../support/cloud-trail.ts';

const NAME = 'prod/stripe/live-key';
const ARN = `arn:aws:secretsmanager:eu-central-1:123456789012:secret:${NAME}`;
const read = (event: unknown) => readSecretRead(event, ['other', NAME]);

test.each([
  ['its name', NAME],
  ['its ARN', `${ARN}-Ab12Cd`],
  ['its ARN without the end', ARN],
])('a decoy secret that is asked for by %s is a use, with who asked and from where', (_how, secretId) => {
  expect(read(secretAsked(secretId))).toEqual({
    tokenId: `secret:${NAME}`,
    source: '203.0.113.7/32',
    window: '2026-11-23T17:00:00.000Z',
    event: '11111111-2222-3333-4444-555555555555',
    trip: {
      at: '2026-11-23T17:00:00.000Z',
      ip: '203.0.113.7',
      userAgent: 'aws-cli/2.31.0',
      method: 'GetSecretValue',
      mount: NAME,
      carrier: 'secret',
      callId: '11111111-2222-3333-4444-555555555555',
      principal: 'arn:aws:iam::123456789012:user/build',
    },
  });
});

test.each([
  ['another secret', secretAsked('prod/stripe/live-key-2')],
  ['a longer name', secretAsked(`${ARN}s-Ab12Cd`)],
  ['no secret', secretAsked(undefined)],
  ['another call', secretAsked(NAME, { eventName: 'DescribeSecret' })],
  ['another service', secretAsked(NAME, { eventSource: 'ssm.amazonaws.com' })],
  ['no time', secretAsked(NAME, { eventTime: 'yesterday' })],
  ['no day of the calendar', secretAsked(NAME, { eventTime: '2026-13-40T17:00:00Z' })],
  ['no id', secretAsked(NAME, { eventID: 'a b' })],
  ['an event that is not CloudTrail’s', { ...secretAsked(NAME), 'detail-type': 'honeytoken.tripped' }],
])('%s is no use', (_what, event) => {
  expect(read(event)).toBeUndefined();
});

test('a secret that was refused to whoever asked is a use all the same, and says so', () => {
  expect(read(secretAsked(NAME, { errorCode: 'AccessDenied' }))?.trip.carrier).toBe('secret, refused');
});

test('an AWS service that asks for somebody is the source by its name, which is no address', () => {
  const facts = read(
    secretAsked(NAME, {
      sourceIPAddress: 'cloudformation.amazonaws.com',
      userIdentity: { type: 'AWSService', invokedBy: 'cloudformation.amazonaws.com' },
    }),
  );
  expect(facts).toMatchObject({
    source: 'cloudformation.amazonaws.com',
    trip: { principal: 'cloudformation.amazonaws.com' },
  });
});

test('the name of a session is free text: no client key in it is kept', () => {
  const key = `sp_prod_${'A1b2'.repeat(8)}`;
  const arn = `arn:aws:sts::123456789012:assumed-role/build/${key}`;
  const { trip } = read(secretAsked(NAME, { userIdentity: { arn }, userAgent: `x ${key}` })) ?? {};
  expect(trip?.principal).toBe('arn:aws:sts::123456789012:assumed-role/build/[key]');
  expect(JSON.stringify(trip)).not.toContain(key);
});

test('whatever strangers put into their fields, what is kept of it is short, and printable on one line', () => {
  const hostile = fc.oneof(anyText({ maxLength: 2_000 }), fc.jsonValue());
  fc.assert(
    fc.property(hostile, hostile, hostile, (sourceIPAddress, userAgent, arn) => {
      const facts = read(secretAsked(NAME, { sourceIPAddress, userAgent, userIdentity: { arn } }));
      const { ip = '', userAgent: agent = '', principal = '' } = facts?.trip ?? {};
      expect([ip.length <= 64, agent.length <= 160, principal.length <= 200]).toEqual([true, true, true]);
      expect(ip).not.toBe('');
      expect(`${ip}${agent}${principal}`).toMatch(/^[ -~]+$/);
    }),
  );
});

test('nothing that arrives makes reading it throw', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.jsonValue(),
        fc.object().map((over) => secretAsked(NAME, over)),
      ),
      (event) => {
        expect(() => read(event)).not.toThrow();
      },
    ),
  );
});
