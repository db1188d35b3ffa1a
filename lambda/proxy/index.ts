import { CORS_HEADERS } from '../../contract/cors.ts';
import { FUNCTIONS } from '../../contract/functions.ts';
import { awsConnection } from '../adapters/aws-connection.ts';
import { CachedVault } from '../adapters/cached-vault.ts';
import { DynamoAuditLog } from '../adapters/dynamo-audit-log.ts';
import { DynamoQuotaStore } from '../adapters/dynamo-quota-store.ts';
import { EmfMetrics } from '../adapters/emf-metrics.ts';
import { EventBridgeBus } from '../adapters/event-bridge-bus.ts';
import { faultLog } from '../adapters/fault-log.ts';
import { googleTokens } from '../adapters/google/google-token.ts';
import { googleTokenKeys } from '../adapters/google/google-token-keys.ts';
import { HttpsUpstream } from '../adapters/https-upstream.ts';
import { providerCall } from '../adapters/providers/provider-call.ts';
import { readEnv } from '../adapters/read-env.ts';
import { readSchemas } from '../adapters/read-schemas.ts';
import { readSettings } from '../adapters/read-settings.ts';
import { secretsManagerSource } from '../adapters/secrets-manager-source.ts';
import { DYNAMODB, EVENT_BRIDGE, SECRETS_MANAGER, signedCall } from '../adapters/signed-call.ts';
import { type LambdaWire, StreamSink } from '../adapters/stream-sink.ts';
import { createHandler } from './handler.ts';

const env = readEnv(FUNCTIONS.proxy.env, process.env);
const folder = process.env['LAMBDA_TASK_ROOT'] ?? '.';
const settings = readSettings('proxy', folder);
const connection = awsConnection(process.env);
const now = () => new Date();
const write = (line: string) => void process.stdout.write(`${line}\n`);
const metrics = new EmfMetrics(write, now, env.STAGE);
const dynamo = signedCall(connection, DYNAMODB);
const dynamoOnce = signedCall(connection, DYNAMODB, { tries: 1 });
const { federation, upstream, allowLoopbackUpstreams: allowLoopback } = settings;
const secret =
  federation === undefined
    ? secretsManagerSource(signedCall(connection, SECRETS_MANAGER), env.UPSTREAM_SECRET_ID)
    : googleTokenKeys(
        googleTokens(federation, connection, providerCall({ allowLoopback })),
        upstream.baseUrl,
        now,
      );

/** What `HttpResponseStream.from` would set, had it been called. */
const METADATA_TYPE = 'application/vnd.awslambda.http-integration-response';
const wire: LambdaWire<awslambda.HttpResponseStream> = {
  begin: (stream, metadata) => awslambda.HttpResponseStream.from(stream, { ...metadata }),
  open: (stream) => {
    stream.setContentType(METADATA_TYPE);
    stream.write('');
  },
};
const forPages = settings.cors ? CORS_HEADERS : [];
const sinkTimes = { openAfterMs: 250, stallMs: upstream.timeouts.idleMs };

export const handler = awslambda.streamifyResponse(
  createHandler({
    settings,
    schemas: readSchemas(settings, folder),
    vault: new CachedVault(secret, metrics, now),
    audit: new DynamoAuditLog(dynamo, env.AUDIT_TABLE),
    upstream: new HttpsUpstream(upstream, { allowLoopback }, now),
    quotas: new DynamoQuotaStore(dynamo, dynamoOnce, env.QUOTAS_TABLE),
    events: new EventBridgeBus(signedCall(connection, EVENT_BRIDGE), env.EVENT_BUS),
    metrics,
    now,
    stage: env.STAGE,
    auditMode: env.AUDIT_MODE,
    auditRetentionDays: env.AUDIT_RETENTION_DAYS,
    openSink: (stream: awslambda.HttpResponseStream) => new StreamSink(stream, wire, sinkTimes, forPages),
    logFault: faultLog(write),
  }),
);
