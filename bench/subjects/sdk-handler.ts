import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

const dynamo = new DynamoDBClient({});
const secrets = new SecretsManagerClient({});

/** Does nothing but ask both services once, through the SDK's clients: what a function pays before it is of any use. */
export const handler = async (): Promise<object> => {
  const [item, secret] = await Promise.all([
    dynamo.send(new GetItemCommand({ TableName: 'keys', Key: { keyHash: { S: 'ab' } } })),
    secrets.send(new GetSecretValueCommand({ SecretId: 'upstream' })),
  ]);
  return { found: item.Item !== undefined && secret.SecretString !== undefined };
};
