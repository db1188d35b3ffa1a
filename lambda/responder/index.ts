import { randomBytes } from 'node:crypto';
import { FUNCTIONS } from '../../contract/functions.ts';
import { awsConnection } from '../adapters/aws-connection.ts';
import { DynamoBlockDesk } from '../adapters/dynamo-block-desk.ts';
import { DynamoGoodTraffic } from '../adapters/dynamo-good-traffic.ts';
import { DynamoPageBook } from '../adapters/dynamo-page-book.ts';
import { DynamoPlacements } from '../adapters/dynamo-placements.ts';
import { DynamoTripDesk } from '../adapters/dynamo-trip-desk.ts';
import { DynamoTripLog } from '../adapters/dynamo-trip-log.ts';
import { DynamoWatchList } from '../adapters/dynamo-watch-list.ts';
import { EmfMetrics } from '../adapters/emf-metrics.ts';
import { EventBridgeBus } from '../adapters/event-bridge-bus.ts';
import { failureLog } from '../adapters/failure-log.ts';
import { JweSealer } from '../adapters/jwe-sealer.ts';
import { readEnv } from '../adapters/read-env.ts';
import { readSettings } from '../adapters/read-settings.ts';
import { SdkActionStore } from '../adapters/sdk-action-store.ts';
import { SdkKeyRegistry } from '../adapters/sdk-key-registry.ts';
import { SecurityHub } from '../adapters/security-hub.ts';
import { DYNAMODB, EVENT_BRIDGE, signedCall, WAF } from '../adapters/signed-call.ts';
import { signedPost } from '../adapters/signed-post.ts';
import { SnsPager } from '../adapters/sns-pager.ts';
import { WafIpSet } from '../adapters/waf-ip-set.ts';
import { RESPONDER } from '../domain/response/responder.ts';
import { actionLog } from '../flows/action-log.ts';
import { createHandler } from './handler.ts';

/** Of the five seconds in which a source is to be refused. */
const GOOD_TRAFFIC_BUDGET_MS = 1_000;

const env = readEnv(FUNCTIONS.responder.env, process.env);
const { policy, decoySecrets, leakAction } = readSettings(
  'responder',
  process.env['LAMBDA_TASK_ROOT'] ?? '.',
);
const now = () => new Date();
const write = (line: string) => void process.stdout.write(`${line}\n`);
const connection = awsConnection(process.env);
const { region, credentials, endpointUrl: endpoint } = connection;
const sdk = { region, credentials, endpoint };
const dynamo = signedCall(connection, DYNAMODB);
const retentionDays = env.AUDIT_RETENTION_DAYS;
const blocks = new DynamoBlockDesk(dynamo, env.DECOYS_TABLE);
const waf = signedCall(connection, WAF, { tries: 1 });
const logFailure = failureLog(write);

const sealer = policy.deliverTo === undefined ? undefined : JweSealer.for(policy.deliverTo);
if (typeof sealer === 'string') throw new Error(`response.deliverTo ${sealer}`);

export const handler = createHandler({
  policy,
  decoySecrets,
  leakAction,
  sealer,
  watchList: new DynamoWatchList(dynamo, env.DECOYS_TABLE),
  desk: new DynamoTripDesk(dynamo, env.DECOYS_TABLE),
  trips: new DynamoTripLog(dynamo, env.DECOYS_TABLE, retentionDays),
  placements: new DynamoPlacements(dynamo, env.DECOYS_TABLE),
  blocks,
  inForce: (at) => blocks.inForce(at),
  // A stage without WAF names no IP set.
  ipSets: (['IPV4', 'IPV6'] as const)
    .map((family) => [family, family === 'IPV4' ? env.IP_SET_V4 : env.IP_SET_V6] as const)
    .filter(([, reference]) => reference !== '-')
    .map(([family, reference]) => new WafIpSet(waf, family, reference)),
  pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  book: new DynamoPageBook(dynamo, env.DECOYS_TABLE),
  goodTraffic: new DynamoGoodTraffic(dynamo, env.AUDIT_TABLE, now, GOOD_TRAFFIC_BUDGET_MS),
  registry: new SdkKeyRegistry(sdk, env.KEYS_TABLE),
  actions: actionLog({
    store: new SdkActionStore(sdk, env.AUDIT_TABLE),
    operator: RESPONDER,
    random: randomBytes,
    now,
    auditRetentionDays: retentionDays,
  }),
  events: new EventBridgeBus(signedCall(connection, EVENT_BRIDGE), env.EVENT_BUS),
  pager: new SnsPager(
    (post) => signedPost(connection, post),
    env.ALARM_TOPIC,
    (error) => logFailure('page', error),
  ),
  findings:
    env.FINDINGS_PRODUCT === '-'
      ? undefined
      : { desk: new SecurityHub((post) => signedPost(connection, post)), product: env.FINDINGS_PRODUCT },
  metrics: new EmfMetrics(write, now, env.STAGE),
  random: randomBytes,
  now,
  stage: env.STAGE,
  retentionDays,
  logFailure,
});
