import type { Server } from 'node:http';
import { readAssembly } from './assembly/read-assembly.ts';
import { apiGateway } from './aws/api-gateway/api-gateway.ts';
import { KeyDesk } from './aws/api-gateway/key-desk.ts';
import type { Callers } from './aws/caller.ts';
import { createTables } from './aws/dynamodb/create-tables.ts';
import { DynamoEngine } from './aws/dynamodb/dynamo-engine.ts';
import { dynamoDb } from './aws/dynamodb/dynamodb.ts';
import { createAwsEndpoint } from './aws/endpoint.ts';
import { allowEverything } from './aws/perform.ts';
import { SecretVault } from './aws/secrets-manager/secret-vault.ts';
import { secretsManager } from './aws/secrets-manager/secrets-manager.ts';
import { sts } from './aws/sts/sts.ts';
import { Cleanup } from './cleanup.ts';
import { Functions } from './lambda/functions.ts';
import { listenOnLoopback } from './listen-on-loopback.ts';
import { makePlan, type Plan } from './plan/make-plan.ts';
import { accessLog } from './rest-api/access-log.ts';
import { createRestApi } from './rest-api/create-rest-api.ts';
import { openAppendLog } from './state/append-log.ts';
import { openStateFolder } from './state/state-folder.ts';
import { UsageLedger } from './usage/usage-ledger.ts';

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
  /** Unix milliseconds, for throttles, quotas and dates. Timeouts keep their own time. @default Date.now */
  readonly now?: () => number;
}

export interface LocalRun {
  /** `http://127.0.0.1:<port>`, with the stage mounted at the root. */
  readonly url: string;
  readonly awsEndpoint: string;
  readonly region: string;
  /** The stack's outputs by logical id. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly served: Plan['served'];
  /** One sentence each, with the logical ids. */
  readonly unhonoured: readonly string[];
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
  const { onNotice = () => undefined, now = Date.now, region = 'us-east-1' } = options;
  const state = openStateFolder(options.stateDir);
  cleanup.add(() => state.release());
  await options.prepare?.();
  const plan = makePlan(readAssembly(options.assemblyDir, options.stackName), region);
  const { place } = plan;

  const engine = new DynamoEngine(state.file('dynamodb'), region, place.accountId);
  cleanup.add(() => engine.close());
  const vault = new SecretVault(state.file('secrets.json'), now);
  const desk = new KeyDesk(state.file('api-keys.json'), plan.restApi.usagePlans, region, now);
  const ledger = new UsageLedger(state.file('usage.json'), now);
  cleanup.add(() => Promise.all([vault.settled(), desk.settled(), ledger.flush()]));

  const endpoint = createAwsEndpoint({
    services: {
      apigateway: apiGateway(desk, ledger),
      dynamodb: dynamoDb(engine, place),
      secretsmanager: secretsManager(vault),
      sts: sts(place.accountId),
    },
    callers: callersOf(plan),
    authorize: allowEverything,
  });
  const awsEndpoint = await listen(endpoint, options.awsPort ?? 0, cleanup);
  onNotice(`AWS endpoint at ${awsEndpoint}`);
  await createTables(engine, plan.tables);
  await vault.createMissing(plan.secrets);

  const functions = new Functions(plan.functions, { region, endpoint: awsEndpoint }, state.logs);
  cleanup.add(() => functions.close());
  await functions.warm(onNotice);

  const log = openAppendLog(`${state.logs}/access.log`);
  cleanup.add(() => log.close());
  const invoke = functions.invoke.bind(functions);
  const restApi = createRestApi(plan.restApi, { invoke, desk, ledger, now }, accessLog(log, now));
  const url = await listen(restApi, options.port, cleanup);
  onNotice(`REST API at ${url}`);
  return {
    url,
    awsEndpoint,
    region,
    outputs: plan.outputs,
    served: plan.served,
    unhonoured: plan.unhonoured,
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
