import { afterEach, expect, test } from '@jest/globals';
import { type SmallRun, startSmall } from './support/small-run.ts';
import { smallTemplate } from './support/small-template.ts';

let small: SmallRun | undefined;
afterEach(() => small?.close());

type Change = NonNullable<Parameters<typeof smallTemplate>[1]>;
const properties = (resources: Parameters<Change>[0], logicalId: string): Record<string, unknown> =>
  resources[logicalId]?.['Properties'] as Record<string, unknown>;

test.each<[string, RegExp, Change]>([
  [
    'an authorizer of a kind that cannot be asked',
    /AnyMethod has an authorization that cannot be checked/,
    (r) => Object.assign(properties(r, 'AnyMethod'), { AuthorizationType: 'AWS_IAM' }),
  ],
  [
    'a resource policy of the API',
    /RestApi Policy is not honoured here \(Api\)/,
    (r) => Object.assign(properties(r, 'Api'), { Policy: { Statement: [] } }),
  ],
  [
    'a private API',
    /RestApi is private/,
    (r) => Object.assign(properties(r, 'Api'), { EndpointConfiguration: { Types: ['PRIVATE'] } }),
  ],
  [
    'mutual TLS',
    /DomainName MutualTlsAuthentication is not honoured here \(Domain\)/,
    (r) => {
      r['Domain'] = {
        Type: 'AWS::ApiGateway::DomainName',
        Properties: { MutualTlsAuthentication: { TruststoreUri: 's3://x' } },
      };
    },
  ],
  [
    'a client certificate',
    /Stage ClientCertificateId is not honoured/,
    (r) => Object.assign(properties(r, 'Stage'), { ClientCertificateId: 'x' }),
  ],
  [
    'a function in a VPC',
    /Function VpcConfig is not honoured here \(Worker\)/,
    (r) => Object.assign(properties(r, 'Worker'), { VpcConfig: { SubnetIds: ['a'] } }),
  ],
  [
    'a condition operator that is unknown',
    /condition operator StringSimilar/,
    (r) => {
      const Statement = {
        Effect: 'Allow',
        Action: 'a:B',
        Resource: '*',
        Condition: { StringSimilar: { 'aws:SourceArn': 'x' } },
      };
      Object.assign(properties(r, 'Role'), { Policies: [{ PolicyDocument: { Statement } }] });
    },
  ],
  [
    'a permission for an organization',
    /condition key aws:PrincipalOrgID/,
    (r) => Object.assign(properties(r, 'WorkerPermission'), { PrincipalOrgID: 'o-1' }),
  ],
])('%s stops the run by name', async (_, message, change) => {
  const template = smallTemplate([], (resources) => void change(resources));
  await expect(startSmall(template)).rejects.toThrow(message);
  await expect(startSmall(template)).rejects.toThrow(/--allow-unhonoured/);
});

test('told to, it runs nevertheless and lists what is not honoured', async () => {
  const change: Change = (r) => Object.assign(properties(r, 'Api'), { Policy: { Statement: [] } });
  small = await startSmall(smallTemplate([], change), { allowUnhonoured: true });
  expect(small.run.bootTable().join('\n')).toContain('SECURITY: AWS::ApiGateway::RestApi Policy');
});

test('an unknown resource type is listed, but does not stop the run', async () => {
  small = await startSmall(
    smallTemplate([], (resources) => {
      resources['Novelty'] = { Type: 'AWS::New::Thing', Properties: { Policy: 'x' } };
    }),
  );
  expect(small.run.unhonoured).toContain('AWS::New::Thing is not served here (Novelty)');
  expect(small.run.bootTable(true).join('\n')).toMatch(/1 {2}AWS::New::Thing +not served {2}Novelty/);
});
