import { randomUUID } from 'node:crypto';
import { FUNCTIONS } from '../../contract/functions.ts';
import { adminSecret } from '../adapters/admin-secret.ts';
import { awsConnection } from '../adapters/aws-connection.ts';
import { EmfMetrics } from '../adapters/emf-metrics.ts';
import { EventBridgeBus } from '../adapters/event-bridge-bus.ts';
import { HttpsUpstream } from '../adapters/https-upstream.ts';
import { invokeFunction } from '../adapters/invoke-function.ts';
import { providerCall } from '../adapters/providers/provider-call.ts';
import { readEnv } from '../adapters/read-env.ts';
import { readSettings } from '../adapters/read-settings.ts';
import { rotationLog } from '../adapters/rotation-log.ts';
import { SecretsManagerRotation } from '../adapters/secrets-manager-rotation.ts';
import { EVENT_BRIDGE, SECRETS_MANAGER, signedCall } from '../adapters/signed-call.ts';
import { graceMs } from '../domain/rotation/grace.ts';
import { probeUpstream } from '../flows/rotation/probe-upstream.ts';
import { createHandler } from './handler.ts';
import { keysInUse } from './keys-in-use.ts';
import { providerOf } from './provider-of.ts';

const env = readEnv(FUNCTIONS.rotation.env, process.env);
const { upstream, driver, keyDaysMax, probe, ...settings } = readSettings(
  'rotation',
  process.env['LAMBDA_TASK_ROOT'] ?? '.',
);
const connection = awsConnection(process.env);
const now = () => new Date();
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const write = (line: string) => void process.stdout.write(`${line}\n`);
const allowLoopback = settings.allowLoopbackUpstreams;
// Nobody waits for it, so it may wait for Secrets Manager.
const secrets = signedCall(connection, SECRETS_MANAGER, { timeoutMs: 10_000 });
const secret = new SecretsManagerRotation(secrets, env.UPSTREAM_SECRET_ID, upstream.baseUrl);
const provider = providerOf(driver, {
  upstream: upstream.name,
  credential: adminSecret(secrets, env.ADMIN_SECRET_ID),
  inUse: () => keysInUse(secret),
  connection,
  call: providerCall({ allowLoopback }),
  invoke: invokeFunction(connection),
  sleep: pause,
  messageId: randomUUID,
  now,
});

export const handler = createHandler({
  rotation: {
    upstream: upstream.name,
    stage: env.STAGE,
    secret,
    ...(provider && { provider }),
    ...(probe && {
      probe: probeUpstream(new HttpsUpstream(upstream, { allowLoopback }, now), {
        ...settings,
        upstream,
        probe,
      }),
    }),
    graceMs: graceMs(upstream.timeouts.totalMs),
    now,
    pause,
    metrics: new EmfMetrics(write, now, env.STAGE),
    events: new EventBridgeBus(signedCall(connection, EVENT_BRIDGE), env.EVENT_BUS),
  },
  secretArn: env.UPSTREAM_SECRET_ID,
  ...(keyDaysMax === undefined ? {} : { keyDaysMax }),
  logFault: rotationLog(write),
});
