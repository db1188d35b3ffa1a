import { randomBytes } from 'node:crypto';
import { FUNCTIONS } from '../../contract/functions.ts';
import { awsConnection } from '../adapters/aws-connection.ts';
import { DynamoSignerBook } from '../adapters/dynamo-signer-book.ts';
import { EmfMetrics } from '../adapters/emf-metrics.ts';
import { readEnv } from '../adapters/read-env.ts';
import { DYNAMODB, SECRETS_MANAGER, signedCall } from '../adapters/signed-call.ts';
import { signingVersions } from '../adapters/signing-secret.ts';
import { createHandler } from './handler.ts';

const env = readEnv(FUNCTIONS['signer-rotation'].env, process.env);
const connection = awsConnection(process.env);
const now = () => new Date();
const write = (line: string) => void process.stdout.write(`${line}\n`);
const secrets = signedCall(connection, SECRETS_MANAGER);

export const handler = createHandler({
  versionsOf: (secretId) => signingVersions(secrets, secretId),
  book: new DynamoSignerBook(signedCall(connection, DYNAMODB), env.SIGNERS_TABLE),
  metrics: new EmfMetrics(write, now, env.STAGE),
  random: randomBytes,
  now,
  pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
});
