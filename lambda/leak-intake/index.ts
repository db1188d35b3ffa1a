import { FUNCTIONS } from '../../contract/functions.ts';
import { awsConnection } from '../adapters/aws-connection.ts';
import { DynamoKeyStore } from '../adapters/dynamo-key-store.ts';
import { EmfMetrics } from '../adapters/emf-metrics.ts';
import { EventBridgeBus } from '../adapters/event-bridge-bus.ts';
import { failureLog } from '../adapters/failure-log.ts';
import { faultLog } from '../adapters/fault-log.ts';
import { GithubReportKeys } from '../adapters/github/github-report-keys.ts';
import { providerCall } from '../adapters/providers/provider-call.ts';
import { readEnv } from '../adapters/read-env.ts';
import { readSettings } from '../adapters/read-settings.ts';
import { DYNAMODB, EVENT_BRIDGE, signedCall } from '../adapters/signed-call.ts';
import { createHandler } from './handler.ts';

/** Of the 30 seconds that GitHub waits for an answer. */
const KEYS_BUDGET_MS = 5_000;

const env = readEnv(FUNCTIONS['leak-intake'].env, process.env);
const settings = readSettings('leak-intake', process.env['LAMBDA_TASK_ROOT'] ?? '.');
const connection = awsConnection(process.env);
const now = () => new Date();
const write = (line: string) => void process.stdout.write(`${line}\n`);
const call = providerCall({ allowLoopback: settings.allowLoopbackUpstreams }, KEYS_BUDGET_MS);

export const handler = createHandler({
  reportKeys: new GithubReportKeys(call, settings.githubKeysUrl, now),
  keys: new DynamoKeyStore(signedCall(connection, DYNAMODB), env.KEYS_TABLE),
  events: new EventBridgeBus(signedCall(connection, EVENT_BRIDGE), env.EVENT_BUS),
  metrics: new EmfMetrics(write, now, env.STAGE),
  now,
  stage: env.STAGE,
  logFailure: failureLog(write),
  logFault: faultLog(write),
});
