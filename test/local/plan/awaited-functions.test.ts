import { expect, test } from '@jest/globals';
import { awaitedFunctions } from '../../../local/plan/awaited-functions.ts';
import type { RestApiPlan } from '../../../local/plan/rest-api-plan.ts';

test('a client waits for authorizers and integrations, each once', () => {
  const lambda = (functionArn: string) => ({ kind: 'lambda', functionArn });
  const methods = {
    GET: { authorization: lambda('authorizer'), integration: lambda('proxy') },
    POST: { authorization: lambda('authorizer'), integration: lambda('mint') },
    OPTIONS: { authorization: 'none', integration: { kind: 'mock' } },
    PUT: { authorization: 'unsupported', integration: 'unsupported' },
  };
  const plan = { resources: [{ methods }, { methods: {} }] } as unknown as RestApiPlan;
  expect([...awaitedFunctions(plan)].sort()).toEqual(['authorizer', 'mint', 'proxy']);
});
