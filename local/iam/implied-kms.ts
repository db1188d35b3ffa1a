const DYNAMO_DATA = [
  ...['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query', 'Scan', 'BatchGetItem', 'BatchWriteItem'],
  ...['ConditionCheckItem', 'PartiQLSelect', 'PartiQLInsert', 'PartiQLUpdate', 'PartiQLDelete'],
];
const READ = ['kms:Decrypt'];
const WRITE = ['kms:GenerateDataKey', 'kms:Decrypt'];

/**
 * What the caller of an action also needs on the customer-managed key of the resource: the service uses the key in the caller's
 * name. DynamoDB decrypts its table key for reads and writes alike; what it does with the data keys is its own
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html,
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html,
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html,
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html,
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html).
 */
export const IMPLIED_KMS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(DYNAMO_DATA.map((name) => [`dynamodb:${name}`, READ])),
  'secretsmanager:GetSecretValue': READ,
  'secretsmanager:BatchGetSecretValue': READ,
  'secretsmanager:PutSecretValue': WRITE,
  'secretsmanager:UpdateSecret': WRITE,
  's3:GetObject': READ,
  's3:GetObjectVersion': READ,
  's3:PutObject': ['kms:GenerateDataKey'],
  'sns:Publish': WRITE,
  'sqs:SendMessage': WRITE,
  'sqs:ReceiveMessage': READ,
};
