import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { allowWholeApi } from '../../../lambda/http/authorizer-answer.ts';
import { holds } from '../../lib/config/holds.ts';
import { callerContext } from '../../support/build.ts';

const caller = { context: callerContext({ keyId: 'key_1' }), usageKey: 'usage-1' };
const API = 'arn:aws:execute-api:eu-central-1:123456789012:abc123/prod';

test('the policy names the API and stage and nothing of the path that was asked for', () => {
  holds(
    fc.property(fc.string(), (path) => {
      const answer = allowWholeApi(`${API}/GET/${path}`, caller);
      expect(answer.policyDocument.Statement).toEqual([
        { Action: 'execute-api:Invoke', Effect: 'Allow', Resource: `${API}/*` },
      ]);
    }),
  );
});

test('the answer carries the usage key for the plan and the key id as principal', () => {
  expect(allowWholeApi(`${API}/GET/x`, caller)).toMatchObject({
    principalId: 'key_1',
    usageIdentifierKey: 'usage-1',
    context: caller.context,
  });
});
