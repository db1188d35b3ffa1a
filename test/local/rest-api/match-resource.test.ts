import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { MethodPlan, ResourcePlan } from '../../../local/plan/rest-api-plan.ts';
import { resourceMatcher } from '../../../local/rest-api/match-resource.ts';

const method: MethodPlan = {
  logicalId: 'M',
  httpMethod: 'ANY',
  apiKeyRequired: false,
  authorization: 'none',
  integration: 'unsupported',
  requiredParameters: [],
  bodyModels: {},
};
const paths = ['/', '/a', '/a/{id}', '/a/static', '/a/{proxy+}', '/b/{x}/c', '/youtube/v3/{proxy+}'];
const match = resourceMatcher(
  paths.map(
    (path): ResourcePlan => ({ id: path, path, methods: { [path === '/a/static' ? 'GET' : 'ANY']: method } }),
  ),
);
const found = (path: string, httpMethod = 'GET'): unknown => {
  const result = match(path, httpMethod);
  return result === undefined ? undefined : [result.resource.path, result.pathParameters];
};

// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
test.each([
  ['/', ['/', {}]],
  ['/a', ['/a', {}]],
  ['/a/', ['/a', {}]],
  ['/a/static', ['/a/static', {}]],
  ['/a/1', ['/a/{id}', { id: '1' }]],
  ['/a/1/2', ['/a/{proxy+}', { proxy: '1/2' }]],
  ['/a/%2F/x:y', ['/a/{proxy+}', { proxy: '%2F/x:y' }]],
  ['/a/1/', ['/a/{id}', { id: '1' }]],
  ['/b/1/c', ['/b/{x}/c', { x: '1' }]],
  ['/youtube/v3/', undefined],
  ['/youtube/v3/search', ['/youtube/v3/{proxy+}', { proxy: 'search' }]],
  ['/nowhere', undefined],
  ['/A', undefined],
  ['*', undefined],
  ['http://other/a', undefined],
])('%s is served by %j', (path, expected) => {
  expect(found(path)).toEqual(expected);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
test('a method that the best resource lacks is not taken from a worse one', () => {
  expect(found('/a/static', 'POST')).toBeUndefined();
});

test('any target at all is matched or not, and never an error', () => {
  fc.assert(
    fc.property(fc.string(), (target) => {
      match(target, 'GET');
      match(`/a/${target}`, 'GET');
    }),
  );
});

test('a greedy parameter holds everything after its prefix, as sent', () => {
  fc.assert(
    fc.property(
      fc.webPath().filter((p) => p.length > 1),
      (rest) => {
        expect(match(`/youtube/v3${rest}`, 'GET')?.pathParameters['proxy']).toBe(rest.slice(1));
      },
    ),
  );
});
