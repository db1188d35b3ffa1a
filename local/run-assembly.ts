import { readAssembly } from './assembly/read-assembly.ts';
import type { Callers } from './aws/caller.ts';
import { createAwsEndpoint } from './aws/endpoint.ts';
import { KeyVault } from './aws/kms/key-vault.ts';
import { kms } from './aws/kms/kms.ts';
import { Buckets } from './aws/s3/buckets.ts';
import { s3 } from './aws/s3/s3.ts';
import { sts } from './aws/sts/sts.ts';
import { bootTable } from './boot-table.ts';
import { Cleanup } from './cleanup.ts';
import { Destinations } from './delivery/destinations.ts';
import { demandPermission } from './delivery/sender-permits.ts';
import { createGateway } from './gateway.ts';
import { createGuards } from './guards.ts';
import { listen } from './listen.ts';
import type { LocalRun, LocalRunOptions } from './local-run.ts';
import { createMessaging } from './messaging.ts';
import { functionMetrics } from './metrics/function-metrics.ts';
import { createMonitoring } from './monitoring.ts';
import { awaitedFunctions } from './plan/awaited-functions.ts';
import { makePlan, type Plan } from './plan/make-plan.ts';
import { refuseInsecure } from './refuse-insecure.ts';
import { createSecrets } from './secrets.ts';
import { openStateFolder } from './state/state-folder.ts';
import { openTables } from './tables.ts';
import { Clock } from './time/clock.ts';
import { createWorkers } from './workers.ts';

export type { LocalRun, LocalRunOptions };

/** Runs one synthesized stack on this machine: lock, plan, AWS endpoint, tables and secrets, functions, REST API. */
export async function runAssembly(options: LocalRunOptions): Promise<LocalRun> {
  const cleanup = new Cleanup();
  try {
    return await start(options, cleanup);
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}

async function start(options: LocalRunOptions, cleanup: Cleanup): Promise<LocalRun> {
  const { onNotice = () => undefined, clock = new Clock(), region = 'us-east-1' } = options;
  const { now } = clock;
  cleanup.add(() => clock.stop());
  const state = openStateFolder(options.stateDir);
  cleanup.add(() => state.release());
  await options.prepare?.();
  const plan = makePlan(readAssembly(options.assemblyDir, options.stackName), region);
  if (!options.allowUnhonoured) refuseInsecure(plan.findings);
  const { place } = plan;

  const tables = openTables({ plans: plan.tables, place, state, clock, cleanup });
  const keys = new KeyVault(state.file('keys.json'), plan.keys, place);
  const buckets = new Buckets(state.file('s3'), plan.buckets, now);
  cleanup.add(() => Promise.all([keys.settled(), buckets.settled()]));

  const { guards, permits, controls, reportSilenced } = createGuards({
    ...{ plan, place, state, clock, cleanup, onNotice },
    keysNow: (arn) => secrets.keyNow(arn),
  });
  const demand = demandPermission(plan.access, place);
  const destinations = new Destinations();
  const { functions, ...workers } = createWorkers({
    plans: plan.functions,
    awaited: awaitedFunctions(plan.restApi),
    ...{ place, state, clock, destinations, demand },
    aws: () => ({ region, endpoint: awsEndpoint }),
    onLog: (event) => monitoring.read(event),
    onInvoked: (invocation) => onInvoked(invocation),
  });
  const messaging = createMessaging({
    ...{ plan: plan.messaging, place, state, clock, cleanup, destinations, demand, onNotice },
    awsEndpoint: () => awsEndpoint,
  });
  const monitoring = createMonitoring({
    ...{ plan: plan.monitoring, place, state, clock, cleanup, destinations, onNotice },
    router: messaging.router,
  });
  const onInvoked = functionMetrics(monitoring.metrics, plan.functions);
  const secrets = createSecrets({
    ...{ plan, place, state, clock, cleanup },
    functions: {
      permits,
      invoke: (arn, event) => functions.invoke(arn, event),
      note: (arn, line) => functions.note(arn, line),
    },
  });
  const gateway = createGateway({
    ...{ plan, place, state, now, cleanup, permits, functions },
    monitoring: () => monitoring,
    testControls: options.testControls ?? false,
  });

  const endpoint = createAwsEndpoint({
    services: {
      dynamodb: tables.service,
      kms: kms(keys),
      lambda: workers.service,
      s3: s3(buckets, guards.authorize, region),
      secretsmanager: secrets.service,
      sts: sts(place.accountId),
      ...gateway.services,
      ...messaging.services,
      ...monitoring.services,
    },
    callers: callersOf(plan),
    guards,
    ...(options.testControls ? { controls } : {}),
  });
  const awsEndpoint = await listen(endpoint, options.awsPort ?? 0, cleanup);
  onNotice(`AWS endpoint at ${awsEndpoint}`);
  workers.endWith(cleanup);
  await tables.create();
  await secrets.create();
  await keys.createMissing();
  await gateway.deploy();

  reportSilenced();
  await workers.start(onNotice);
  await secrets.start();
  await messaging.start();
  await monitoring.start();
  const url = await listen(await gateway.open(), options.port, cleanup);
  onNotice(`REST API at ${url}`);
  return {
    url,
    awsEndpoint,
    region,
    outputs: plan.outputs,
    unhonoured: plan.unhonoured,
    bootTable: (verbose) => bootTable(plan, verbose),
    close: () => cleanup.run(),
  };
}

const callersOf = (plan: Plan): Callers =>
  new Map(
    plan.functions.map(({ accessKeyId, logicalId, name, roleArn }) => [
      accessKeyId,
      { kind: 'function', logicalId, name, roleArn },
    ]),
  );
