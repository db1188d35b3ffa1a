import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { STSClient } from '@aws-sdk/client-sts';
import type { LocalRun } from '../../../local/run-assembly.ts';

/** AWS's own clients, pointed at a run. */
export function clients(run: LocalRun, accessKeyId = 'operator') {
  const settings = {
    endpoint: run.awsEndpoint,
    region: run.region,
    maxAttempts: 1,
    credentials: { accessKeyId, secretAccessKey: 'local' },
  };
  return {
    apiGateway: new APIGatewayClient(settings),
    dynamo: new DynamoDBClient(settings),
    kms: new KMSClient(settings),
    s3: new S3Client(settings),
    secrets: new SecretsManagerClient(settings),
    sts: new STSClient(settings),
  };
}
