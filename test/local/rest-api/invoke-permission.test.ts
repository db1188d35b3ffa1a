import { afterEach, expect, test } from '@jest/globals';
import { send } from '../support/send.ts';
import { type SmallRun, startSmall } from '../support/small-run.ts';
import { smallTemplate } from '../support/small-template.ts';

let small: SmallRun;
afterEach(() => small.close());

const start = async (source: string | undefined, authorizer?: string): Promise<void> => {
  small = await startSmall(
    smallTemplate([], (resources) => {
      const permission = resources['WorkerPermission'] as unknown as { Properties: Record<string, unknown> };
      if (source === undefined) delete resources['WorkerPermission'];
      else
        permission.Properties['SourceArn'] = {
          'Fn::Sub': `arn:aws:execute-api:us-east-1:000000000000:\${Api}/${source}`,
        };
      if (authorizer === undefined) return;
      Object.assign(resources['AnyMethod']?.['Properties'] as object, {
        AuthorizationType: 'CUSTOM',
        AuthorizerId: { Ref: 'Authorizer' },
      });
      resources['Authorizer'] = {
        Type: 'AWS::ApiGateway::Authorizer',
        Properties: {
          RestApiId: { Ref: 'Api' },
          Type: 'REQUEST',
          AuthorizerResultTtlInSeconds: 0,
          AuthorizerUri: {
            'Fn::Sub': `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/\${Worker.Arn}/invocations`,
          },
        },
      };
    }),
  );
};

// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
test.each([
  ['no permission', undefined, 500],
  ['a permission for another stage', 'test/*/*', 500],
  ['a permission for another method', 'prod/POST/*', 500],
  ['a permission for the method and path', 'prod/GET/*', 200],
  ['a permission for the whole API', '*', 200],
])('a function with %s (%s) answers %d', async (_, source, status) => {
  await start(source);
  const answer = await send(small.run.url, '/a/b');
  expect(answer.status).toBe(status);
  if (status === 500) {
    expect(answer.json).toEqual({ message: 'Internal server error' });
    expect(small.notices.join()).toMatch(
      /Refused by IAM: apigateway.amazonaws.com for arn:aws:execute-api:.*\/prod\/GET\/\{proxy\+\} is not authorized to perform: lambda:InvokeFunction/,
    );
  }
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
test('an authorizer whose function does not let API Gateway in is a configuration error', async () => {
  await start('prod/*', 'Worker');
  const answer = await send(small.run.url, '/a');
  expect([answer.status, answer.json, answer.headers['x-amzn-errortype']]).toEqual([
    500,
    { message: null },
    'AuthorizerConfigurationException',
  ]);
});
