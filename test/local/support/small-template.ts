// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are CloudFormation's
import { permissions, role } from './fixture-template.ts';

type Resources = Record<string, { readonly Type: string; readonly [name: string]: unknown }>;

const keyArn = { 'Fn::GetAtt': ['Key', 'Arn'] };
export const tableArn = { 'Fn::GetAtt': ['Table', 'Arn'] };
export const viaService = (service: string, Action: string | string[]): object => ({
  Effect: 'Allow',
  Action,
  Resource: keyArn,
  Condition: {
    StringEquals: { 'kms:ViaService': { 'Fn::Sub': `${service}.\${AWS::Region}.amazonaws.com` } },
  },
});
export const allow = (Action: string | string[], Resource: unknown): object => ({
  Effect: 'Allow',
  Action,
  Resource,
});

/** A small app: an API with one function, a table and a secret under a key of their own. `statements` are what the function may do. */
export const smallTemplate = (
  statements: readonly object[] = [],
  change: (resources: Resources) => void = () => undefined,
): object => {
  const Resources = {
    Role: role(...statements),
    ...permissions('Worker'),
    Worker: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Code: { S3Bucket: 'assets', S3Key: 'Buffered.zip' },
        Handler: 'index.handler',
        Runtime: 'nodejs24.x',
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
      },
    },
    Key: { Type: 'AWS::KMS::Key', Properties: {} },
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [
          { AttributeName: 'id', AttributeType: 'S' },
          { AttributeName: 'owner', AttributeType: 'S' },
        ],
        BillingMode: 'PAY_PER_REQUEST',
        GlobalSecondaryIndexes: [
          {
            IndexName: 'byOwner',
            KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' }],
            Projection: { ProjectionType: 'ALL' },
          },
        ],
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: keyArn },
        TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        DeletionProtectionEnabled: true,
      },
    },
    Secret: {
      Type: 'AWS::SecretsManager::Secret',
      Properties: { SecretString: 'first', KmsKeyId: keyArn },
    },
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'Api' } },
    Any: {
      Type: 'AWS::ApiGateway::Resource',
      Properties: {
        RestApiId: { Ref: 'Api' },
        ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
        PathPart: '{proxy+}',
      },
    },
    AnyMethod: {
      Type: 'AWS::ApiGateway::Method',
      Properties: {
        RestApiId: { Ref: 'Api' },
        ResourceId: { Ref: 'Any' },
        HttpMethod: 'ANY',
        AuthorizationType: 'NONE',
        Integration: {
          Type: 'AWS_PROXY',
          IntegrationHttpMethod: 'POST',
          Uri: {
            'Fn::Sub':
              'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Worker.Arn}/invocations',
          },
        },
      },
    },
    Deployment: { Type: 'AWS::ApiGateway::Deployment', Properties: { RestApiId: { Ref: 'Api' } } },
    Stage: {
      Type: 'AWS::ApiGateway::Stage',
      Properties: { RestApiId: { Ref: 'Api' }, DeploymentId: { Ref: 'Deployment' }, StageName: 'prod' },
    },
  } as unknown as Resources;
  change(Resources);
  return {
    Resources,
    Outputs: {
      TableName: { Value: { Ref: 'Table' } },
      TableArn: { Value: tableArn },
      SecretArn: { Value: { Ref: 'Secret' } },
      KeyArn: { Value: keyArn },
    },
  };
};

/** The same app with nothing but what keeps state: it starts at once. */
export const stateTemplate = (change: (resources: Resources) => void = () => undefined): object =>
  smallTemplate([], (resources) => {
    for (const name of ['Worker', 'WorkerPermission', 'Any', 'AnyMethod']) delete resources[name];
    change(resources);
  });
