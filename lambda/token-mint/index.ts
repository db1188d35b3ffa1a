import { randomBytes } from 'node:crypto';
import { CORS_HEADERS } from '../../contract/cors.ts';
import { FUNCTIONS } from '../../contract/functions.ts';
import { awsConnection } from '../adapters/aws-connection.ts';
import { DynamoAuditLog } from '../adapters/dynamo-audit-log.ts';
import { DynamoKeyStore } from '../adapters/dynamo-key-store.ts';
import { DynamoMintedTokens } from '../adapters/dynamo-minted-tokens.ts';
import { EmfMetrics } from '../adapters/emf-metrics.ts';
import { faultLog } from '../adapters/fault-log.ts';
import { readEnv } from '../adapters/read-env.ts';
import { readSettings } from '../adapters/read-settings.ts';
import { DYNAMODB, SECRETS_MANAGER, signedCall } from '../adapters/signed-call.ts';
import { currentSigningKey } from '../adapters/signing-secret.ts';
import { createHandler } from './handler.ts';

const env = readEnv(FUNCTIONS['token-mint'].env, process.env);
const settings = readSettings('token-mint', process.env['LAMBDA_TASK_ROOT'] ?? '.');
const connection = awsConnection(process.env);
const now = () => new Date();
const write = (line: string) => void process.stdout.write(`${line}\n`);
const dynamo = signedCall(connection, DYNAMODB);
const minted = new DynamoMintedTokens(dynamo, env.MINTED_TABLE);

export const handler = createHandler({
  settings: { upstream: { name: 'tokens' } },
  keys: new DynamoKeyStore(dynamo, env.KEYS_TABLE),
  signing: currentSigningKey(signedCall(connection, SECRETS_MANAGER), env.SIGNING_SECRET_ID, now),
  minted,
  book: minted,
  audit: new DynamoAuditLog(dynamo, env.AUDIT_TABLE),
  metrics: new EmfMetrics(write, now, env.STAGE),
  random: randomBytes,
  now,
  audience: env.AUDIENCE,
  ttlMaxSeconds: settings.ttlMaxSeconds,
  keyPolicy: settings.keyPolicy,
  auditMode: 'strict',
  auditRetentionDays: env.AUDIT_RETENTION_DAYS,
  logFault: faultLog(write),
  always: settings.cors ? CORS_HEADERS : [],
});
