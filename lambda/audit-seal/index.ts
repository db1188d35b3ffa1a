import { FUNCTIONS } from '../../contract/functions.ts';
import { countryDataIn } from '../adapters/country-data.ts';
import { DynamoAuditPartitions } from '../adapters/dynamo-audit-partitions.ts';
import { EmfMetrics } from '../adapters/emf-metrics.ts';
import { KmsSealKey } from '../adapters/kms-seal-key.ts';
import { readEnv } from '../adapters/read-env.ts';
import { S3SealedArchive } from '../adapters/s3-sealed-archive.ts';
import { createHandler } from './handler.ts';

const env = readEnv(FUNCTIONS['audit-seal'].env, process.env);
const now = () => new Date();
const write = (line: string) => void process.stdout.write(`${line}\n`);
/** Whatever the SDK finds in the variables that Lambda sets. */
const connection = {};

export const handler = createHandler({
  table: new DynamoAuditPartitions(connection, env.AUDIT_TABLE),
  archive: new S3SealedArchive(connection, env.ARCHIVE_BUCKET),
  key: new KmsSealKey(connection, env.SEAL_KEY_ARN),
  countryOf: countryDataIn(process.env['LAMBDA_TASK_ROOT'] ?? '.'),
  metrics: new EmfMetrics(write, now, env.STAGE),
  now,
  chain: env.AUDIT_TABLE,
  lagSeconds: env.SEAL_LAG_SECONDS,
  logFailure: (name, says) => write(JSON.stringify({ level: 'error', message: 'seal failed', name, says })),
});
