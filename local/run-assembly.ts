import type { Server } from 'node:http';
import { readAssembly } from './assembly/read-assembly.ts';
import { apiGateway } from './aws/api-gateway/api-gateway.ts';
import { KeyDesk } from './aws/api-gateway/key-desk.ts';
import type { Callers } from './aws/caller.ts';
import { createAwsEndpoint } from './aws/endpoint.ts';
import { KeyVault } from './aws/kms/key-vault.ts';
import { kms } from './aws/kms/kms.ts';
import { FunctionCatalog } from './aws/lambda/function-catalog.ts';
import { lambda } from './aws/lambda/lambda.ts';
import { Buckets } from './aws/s3/buckets.ts';
import { s3 } from './aws/s3/s3.ts';
import { sts } from './aws/sts/sts.ts';
import { IpSetDesk } from './aws/waf/ip-set-desk.ts';
import { waf } from './aws/waf/waf.ts';
import { bootTable } from './boot-table.ts';
import { Cleanup } from './cleanup.ts';
import { Destinations } from './delivery/destinations.ts';
import { demandPermission } from './delivery/sender-permits.ts';
import { createGuards } from './guards.ts';
import { EventQueue } from './lambda/async/event-queue.ts';
import { functionSink } from './lambda/async/function-sink.ts';
import { ConcurrencyStore } from './lambda/concurrency-store.ts';
import { Functions } from './lambda/functions.ts';
import { listenOnLoopback } from './listen-on-loopback.ts';
import { createMessaging } from './messaging.ts';
import { functionMetrics } from './metrics/function-metrics.ts';
import { restApiMetrics } from './metrics/rest-api-metrics.ts';
import { createMonitoring } from './monitoring.ts';
import { makePlan, type Plan } from './plan/make-plan.ts';
import { refuseInsecure } from './refuse-insecure.ts';
import { accessLog } from './rest-api/access-log.ts';
import { AuthorizerCache } from './rest-api/authorizer-cache.ts';
import { bodyModels } from './rest-api/body-models.ts';
import { createRestApi } from './rest-api/create-rest-api.ts';
import { createSecrets } from './secrets.ts';
import { openAppendLog } from './state/append-log.ts';
import { openStateFolder } from './state/state-folder.ts';
import { openTables } from './tables.ts';
import { Clock } from './time/clock.ts';
import { StageThrottle } from './usage/stage-throttle.ts';
import { UsageLedger } from './usage/usage-ledger.ts';
import { WebAcl } from './waf/web-acl.ts';

export interface LocalRunOptions {
  /** A `cdk.out` that holds exactly one stack, or the one named by `stackName`. */
  readonly assemblyDir: string;
  readonly stackName?: string;
  /** Tables, secrets, API keys and logs live here and survive restarts; mode 0700. */
  readonly stateDir: string;
  /** Of the REST API; 0 picks a free one. */
  readonly port: number;
  /** Of the AWS endpoint. @default 0 */
  readonly awsPort?: number;
  /** @default 'us-east-1' */
  readonly region?: string;
  /** Runs once the state folder is ours and before the assembly is read: the time to synthesize into it. @default nothing */
  readonly prepare?: () => Promise<void>;
  /** Progress for people; never a secret. @default nobody is told */
  readonly onNotice?: (line: string) => void;
  /** For throttles, quotas, schedules and dates. Timeouts keep their own time. @default one that runs with the machine's */
  readonly clock?: Clock;
  /** Serves `/_local/clock` and `/_local/faults` on the AWS endpoint. @default false */
  readonly testControls?: boolean;
  /** Starts although the template guards something in a way that cannot be honoured. @default false */
  readonly allowUnhonoured?: boolean;
}

export interface LocalRun {
  /** `http://127.0.0.1:<port>`, with the stage mounted at the root. */
  readonly url: string;
  readonly awsEndpoint: string;
  readonly region: string;
  /** The stack's outputs by logical id. */
  readonly outputs: Readonly<Record<string, string>>;
  /** One sentence each, with the logical ids. */
  readonly unhonoured: readonly string[];
  /** What of the template is served and what is not, as lines for a terminal; with `verbose` it names every logical id. */
  bootTable(verbose?: boolean): readonly string[];
  /** Ends every process and listener and writes what is pending. May be called again. */
  close(): Promise<void>;
}

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
  const desk = new KeyDesk(state.file('api-keys.json'), plan.restApi.usagePlans, region, now);
  const ledger = new UsageLedger(state.file('usage.json'), now);
  const ipSets = new IpSetDesk(state.file('ip-sets.json'), plan.firewall, place);
  const keys = new KeyVault(state.file('keys.json'), plan.keys, place);
  const buckets = new Buckets(state.file('s3'), plan.buckets, now);
  const authorizerCache = new AuthorizerCache(now);
  cleanup.add(() =>
    Promise.all([desk.settled(), ledger.flush(), ipSets.settled(), keys.settled(), buckets.settled()]),
  );

  const { guards, permits, controls, reportSilenced } = createGuards({
    ...{ plan, place, state, clock, cleanup, onNotice },
    keysNow: (arn) => secrets.keyNow(arn),
  });

  const concurrency = new ConcurrencyStore(state.file('concurrency.json'));
  const functions = new Functions({
    plans: plan.functions,
    aws: () => ({ region, endpoint: awsEndpoint }),
    logs: state.logs,
    scratch: state.file('tmp'),
    clock,
    concurrency,
    onLog: (event) => monitoring.read(event),
    onInvoked: (invocation) => onInvoked(invocation),
  });
  const destinations = new Destinations();
  const demand = demandPermission(plan.access, place);
  const queue = new EventQueue({
    file: state.file('events.json'),
    plans: plan.functions,
    functions,
    clock,
    reservedConcurrency: (of) => concurrency.reserved(of),
    destinations,
  });
  destinations.add('lambda', functionSink(queue, demand));
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

  const endpoint = createAwsEndpoint({
    services: {
      apigateway: apiGateway(desk, ledger, { api: plan.restApi, authorizerCache }),
      dynamodb: tables.service,
      kms: kms(keys),
      lambda: lambda({ catalog: new FunctionCatalog(plan.functions, place), functions, queue, concurrency }),
      s3: s3(buckets, guards.authorize, region),
      secretsmanager: secrets.service,
      sts: sts(place.accountId),
      ...messaging.services,
      ...monitoring.services,
      wafv2: waf(ipSets),
    },
    callers: callersOf(plan),
    guards,
    ...(options.testControls ? { controls } : {}),
  });
  const awsEndpoint = await listen(endpoint, options.awsPort ?? 0, cleanup);
  onNotice(`AWS endpoint at ${awsEndpoint}`);
  // Ended before the endpoint: what functions still do on their way out finds AWS.
  cleanup.add(() => functions.close());
  cleanup.add(() => Promise.all([queue.close(), concurrency.settled()]));
  await tables.create();
  await secrets.create();
  await keys.createMissing();
  await ipSets.deploy();

  reportSilenced();
  await functions.warm(onNotice);
  queue.resume();
  await secrets.start();
  await messaging.start();
  await monitoring.start();

  const log = openAppendLog(`${state.logs}/access.log`);
  cleanup.add(() => log.close());
  const invoke = functions.invoke.bind(functions);
  const { webAcl } = plan.firewall;
  const { accessLogGroup: logGroup, apiName } = plan.monitoring;
  const writeAccessLog = accessLog(log, now, (message) => {
    if (logGroup !== undefined) monitoring.read({ logGroup, at: now(), message });
  });
  const countExchange = restApiMetrics(monitoring.metrics, apiName, plan.restApi.stage, now);
  const restApi = createRestApi(
    plan.restApi,
    {
      ...{ permits, invoke, desk, ledger, now, authorizerCache },
      throttle: new StageThrottle(plan.restApi.methodThrottles, now),
      checkBody: await bodyModels(plan.restApi),
      testControls: options.testControls ?? false,
      ...(webAcl === undefined ? {} : { webAcl: new WebAcl(webAcl, ipSets) }),
    },
    (exchange) => {
      writeAccessLog(exchange);
      countExchange(exchange);
    },
  );
  const url = await listen(restApi, options.port, cleanup);
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

async function listen(server: Server, port: number, cleanup: Cleanup): Promise<string> {
  const url = `http://127.0.0.1:${await listenOnLoopback(server, port)}`;
  cleanup.add(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  });
  return url;
}

const callersOf = (plan: Plan): Callers =>
  new Map(
    plan.functions.map(({ accessKeyId, logicalId, name, roleArn }) => [
      accessKeyId,
      { kind: 'function', logicalId, name, roleArn },
    ]),
  );
