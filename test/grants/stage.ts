import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { operatorOf } from '../../bin/start/operator.ts';
import { setUpstreamKeys } from '../../bin/start/set-upstream-keys.ts';
import type { KeyPorts } from '../../cli/ports.ts';
import { sdkOpener } from '../../cli/sdk-opener.ts';
import { Secret } from '../../lambda/domain/secret.ts';
import { createKey } from '../../lambda/flows/create-key.ts';
import { type LocalRun, runAssembly } from '../../local/run-assembly.ts';

/** The environment variable in which a campaign hands its sandboxes' keys on. */
export const UPSTREAM_KEYS = 'GRANTS_UPSTREAM_KEYS';

/** The one in which it hands on whoever signs reports of leaked keys. */
export const REPORT_SIGNER = 'GRANTS_REPORT_SIGNER';

/** A running stage, as a step sees it. */
export interface Stage {
  readonly run: LocalRun;
  readonly ports: KeyPorts;
  readonly stateDir: string;
  /** A new key of all products: its id and the key itself. */
  newKey(over?: { readonly mayMint: boolean }): Promise<{ readonly id: string; readonly key: string }>;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** The test controls of the local run. */
  control(path: string, method: string, body: object): Promise<Response>;
  /** A log of the run; empty where there is none. */
  log(name: string): string;
  /** Names of the functions' logs. */
  functionLogs(): readonly string[];
}

const KNOWN_LOGS = ['access.log', 'denied.log', 'notifications.log', 'alarms.log'];

/** Runs an assembly and makes its upstream keys current. */
export async function openStage(assemblyDir: string, stateDir: string): Promise<Stage> {
  const run = await runAssembly({ assemblyDir, stateDir, port: 0, testControls: true });
  const connection = operatorOf(run);
  const keys = JSON.parse(process.env[UPSTREAM_KEYS] ?? '[]') as [string, string][];
  const boxed = keys.map(([name, key]) => [name, new Secret(key, `sandbox ${name}`)] as const);
  await setUpstreamKeys(await sdkOpener.upstreams(connection), new Map(boxed));
  const ports = await sdkOpener.keys(connection);
  const logs = join(stateDir, 'logs');
  return {
    ...{ run, ports, stateDir },
    newKey: async (over = { mayMint: false }) => {
      const { products, plans, pools, stageName: stage } = ports.outputs;
      const request = { client: 'grants', products, plan: Object.keys(plans)[0] ?? '', expiresAtSeconds: 0 };
      const made = await createKey(
        { ...ports, stage, plans, pools },
        { ...request, ...over, ips: [], note: '' },
      );
      return { id: made.record.id, key: made.key.reveal() };
    },
    fetch: (path, init) => fetch(run.url + path, init),
    control: (path, method, body) =>
      fetch(`${run.awsEndpoint}/_local/${path}`, { method, body: JSON.stringify(body) }),
    log: (name) => (existsSync(join(logs, name)) ? readFileSync(join(logs, name), 'utf8') : ''),
    functionLogs: () => readdirSync(logs).filter((name) => !KNOWN_LOGS.includes(name)),
  };
}
