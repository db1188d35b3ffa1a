import { randomBytes } from 'node:crypto';
import { FUNCTIONS } from '../../contract/functions.ts';
import { awsConnection } from '../adapters/aws-connection.ts';
import { countryDataIn } from '../adapters/country-data.ts';
import { DynamoDetectionDesk } from '../adapters/dynamo-detection-desk.ts';
import { EmfMetrics } from '../adapters/emf-metrics.ts';
import { EventBridgeBus } from '../adapters/event-bridge-bus.ts';
import { failureLog } from '../adapters/failure-log.ts';
import { readEnv } from '../adapters/read-env.ts';
import { readSettings } from '../adapters/read-settings.ts';
import { SdkActionStore } from '../adapters/sdk-action-store.ts';
import { SdkAuditSearch } from '../adapters/sdk-audit-search.ts';
import { SdkKeyRegistry } from '../adapters/sdk-key-registry.ts';
import { DYNAMODB, EVENT_BRIDGE, signedCall } from '../adapters/signed-call.ts';
import { DETECTOR_OPERATOR } from '../domain/detection/detector-operator.ts';
import { actionLog } from '../flows/action-log.ts';
import { createHandler } from './handler.ts';

const env = readEnv(FUNCTIONS.detect.env, process.env);
const folder = process.env['LAMBDA_TASK_ROOT'] ?? '.';
const { modes } = readSettings('detect', folder);
const now = () => new Date();
const write = (line: string) => void process.stdout.write(`${line}\n`);
const connection = awsConnection(process.env);
const { region, credentials, endpointUrl: endpoint } = connection;
const sdk = { region, credentials, endpoint };
const retentionDays = env.AUDIT_RETENTION_DAYS;

export const handler = createHandler({
  modes,
  audit: new SdkAuditSearch(sdk, env.AUDIT_TABLE),
  countryOf: countryDataIn(folder),
  desk: new DynamoDetectionDesk(signedCall(connection, DYNAMODB), env.DETECTION_TABLE),
  registry: new SdkKeyRegistry(sdk, env.KEYS_TABLE),
  actions: actionLog({
    store: new SdkActionStore(sdk, env.AUDIT_TABLE),
    operator: DETECTOR_OPERATOR,
    random: randomBytes,
    now,
    auditRetentionDays: retentionDays,
  }),
  events: new EventBridgeBus(signedCall(connection, EVENT_BRIDGE), env.EVENT_BUS),
  metrics: new EmfMetrics(write, now, env.STAGE),
  now,
  stage: env.STAGE,
  retentionDays,
  logFailure: failureLog(write),
});
