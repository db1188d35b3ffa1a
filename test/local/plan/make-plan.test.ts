import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readAssembly } from '../../../local/assembly/read-assembly.ts';
import { makePlan, type Plan } from '../../../local/plan/make-plan.ts';
import { fixtureTemplate } from '../support/fixture-template.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { writeAssembly } from '../support/write-assembly.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

type Resources = Record<string, { Type: string; Properties: Record<string, unknown> }>;
const planOf = (name: string, change: (resources: Resources) => void = () => undefined): Plan => {
  const template = structuredClone(fixtureTemplate({})) as { Resources: Resources };
  change(template.Resources);
  return makePlan(readAssembly(writeAssembly(join(folder.path, name), template)), 'us-east-1');
};

let plan: Plan;
beforeAll(() => {
  plan = planOf('plain');
});

test('every resource is served, harmless, or named as not honoured', () => {
  const strange = planOf('strange', (resources) => {
    resources['Novelty'] = { Type: 'AWS::New::Thing', Properties: {} };
  });
  expect(strange.unhonoured).toContain('AWS::New::Thing is not served here (Novelty)');
  expect(strange.unhonoured).toContain(
    'AWS::WAFv2::WebACL stands before nothing that is served here (Firewall)',
  );
});

test('a property of a served resource that is not honoured is named with its resource', () => {
  const strange = planOf('property', (resources) => {
    Object.assign(resources['Buffered']?.Properties ?? {}, { VpcConfig: { SubnetIds: ['a'] } });
  });
  expect(strange.unhonoured).toContain('AWS::Lambda::Function VpcConfig is not honoured here (Buffered)');
});

// https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html
test('an authorizer that is cached without an identity source, or for too long, is refused by name', () => {
  const cachedFor =
    (seconds: number, extra: object = {}) =>
    () =>
      planOf('cached', (resources) => {
        Object.assign(resources['Authorizer']?.Properties ?? {}, {
          AuthorizerResultTtlInSeconds: seconds,
          ...extra,
        });
      });
  expect(cachedFor(300)).toThrow(/Authorizer has no identity source/);
  expect(cachedFor(3601, { IdentitySource: 'context.identity.sourceIp' })).toThrow(/3601 s/);
});

test('a function that is not for Node.js is refused by name', () => {
  expect(() =>
    planOf('python', (resources) => {
      Object.assign(resources['Buffered']?.Properties ?? {}, { Runtime: 'python3.14' });
    }),
  ).toThrow(/Buffered needs the runtime python3.14/);
});

test('a function without an asset is refused by name', () => {
  expect(() =>
    planOf('inline', (resources) => {
      Object.assign(resources['Buffered']?.Properties ?? {}, { Code: { ZipFile: '1' } });
    }),
  ).toThrow(/Buffered's code/);
});

test('a stack without a REST API is refused', () => {
  expect(() =>
    planOf('none', (resources) => {
      delete resources['Api'];
    }),
  ).toThrow();
});

test('paths, methods and integrations are joined from their resources', () => {
  const { resources } = plan.restApi;
  expect(resources.map((r) => r.path)).toContain('/open/{proxy+}');
  const stream = resources.find((r) => r.path === '/stream/{proxy+}')?.methods['ANY'];
  expect(stream?.integration).toMatchObject({ streaming: true, timeoutMs: 60_000 });
});

test('each function is a caller of its own', () => {
  expect(new Set(plan.functions.map((f) => f.accessKeyId)).size).toBe(plan.functions.length);
});

test('outputs are resolved, and those whose condition does not hold are absent', () => {
  expect(plan.outputs['TableName']).toBe(plan.tables[0]?.name);
  expect(plan.outputs).not.toHaveProperty('Never');
});

test('a method that calls a function of another stack is named', () => {
  const foreign = planOf('foreign', (resources) => {
    const uri =
      'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:1:function:f/invocations';
    Object.assign(resources['OpenAny']?.Properties ?? {}, { Integration: { Type: 'AWS_PROXY', Uri: uri } });
  });
  expect(foreign.unhonoured.join()).toContain('OpenAny calls arn:aws:lambda:us-east-1:1:function:f');
});
