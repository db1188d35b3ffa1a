import { FUNCTIONS } from '../../contract/functions.ts';
import { REFUSAL_BEAT_MS } from '../../contract/refusal-beat.ts';
import { awsConnection } from '../adapters/aws-connection.ts';
import { CachedKeyStore } from '../adapters/cached-key-store.ts';
import { CachedMintedTokens } from '../adapters/cached-minted-tokens.ts';
import { CachedSigners } from '../adapters/cached-signers.ts';
import { CachedWatch } from '../adapters/cached-watch.ts';
import { DynamoAuditLog } from '../adapters/dynamo-audit-log.ts';
import { DynamoKeyStore } from '../adapters/dynamo-key-store.ts';
import { DynamoMintedTokens } from '../adapters/dynamo-minted-tokens.ts';
import { DynamoSignerBook } from '../adapters/dynamo-signer-book.ts';
import { DynamoTripLog } from '../adapters/dynamo-trip-log.ts';
import { DynamoWatchList } from '../adapters/dynamo-watch-list.ts';
import { EmfMetrics } from '../adapters/emf-metrics.ts';
import { EventBridgeBus } from '../adapters/event-bridge-bus.ts';
import { faultLog } from '../adapters/fault-log.ts';
import { readEnv } from '../adapters/read-env.ts';
import { readSettings } from '../adapters/read-settings.ts';
import { refusalLog } from '../adapters/refusal-log.ts';
import { DYNAMODB, EVENT_BRIDGE, signedCall } from '../adapters/signed-call.ts';
import { TimerPulse } from '../adapters/timer-pulse.ts';
import { tripLogLine } from '../adapters/trip-log-line.ts';
import { createHandler } from './handler.ts';

const env = readEnv(FUNCTIONS.authorizer.env, process.env);
const settings = readSettings('authorizer', process.env['LAMBDA_TASK_ROOT'] ?? '.');
const now = () => new Date();
const write = (line: string) => void process.stdout.write(`${line}\n`);
const connection = awsConnection(process.env);
const dynamo = signedCall(connection, DYNAMODB);
const signers = new DynamoSignerBook(dynamo, env.SIGNERS_TABLE);
const metrics = new EmfMetrics(write, now, env.STAGE);
const watchList = new DynamoWatchList(dynamo, env.DECOYS_TABLE);

export const handler = createHandler({
  settings,
  keys: new CachedKeyStore(new DynamoKeyStore(dynamo, env.KEYS_TABLE), now),
  signers: new CachedSigners(() => signers.read(), now),
  minted: new CachedMintedTokens(new DynamoMintedTokens(dynamo, env.MINTED_TABLE), now),
  audience: env.AUDIENCE,
  audit: new DynamoAuditLog(dynamo, env.AUDIT_TABLE),
  watch: new CachedWatch(watchList, now, () => metrics.count('WatchReadFailed')),
  trips: new DynamoTripLog(dynamo, env.DECOYS_TABLE, env.AUDIT_RETENTION_DAYS),
  events: new EventBridgeBus(signedCall(connection, EVENT_BRIDGE), env.EVENT_BUS),
  metrics,
  now,
  stage: env.STAGE,
  keyPolicy: settings.keyPolicy,
  auditRetentionDays: env.AUDIT_RETENTION_DAYS,
  startPulse: () => new TimerPulse(REFUSAL_BEAT_MS),
  logFault: faultLog(write),
  logRefusal: refusalLog(write),
  logTrip: tripLogLine(write),
});
