import { mkdirSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { sdkOpener } from '../../cli/sdk-opener.ts';
import { runAssembly } from '../../local/run-assembly.ts';
import { bundleFunctions } from '../bundle-functions.ts';
import { banner } from './banner.ts';
import { demoKey } from './demo-key.ts';
import { loadConfig, localStageOf } from './load-config.ts';
import { operatorOf } from './operator.ts';
import { writeReadyFile } from './ready-file.ts';
import { sandboxUpstreams } from './sandbox-upstreams.ts';
import { setUpstreamKeys } from './set-upstream-keys.ts';
import type { StartOptions } from './start-options.ts';
import { synthLocal } from './synth-local.ts';
import { readUpstreamKeys } from './upstream-keys.ts';

export interface Gateway {
  readonly banner: string;
  close(): Promise<void>;
}

/** Composes config, sandboxes, bundles, synthesis, local run and keys into a gateway that serves. Decides nothing. */
export async function runGateway(options: StartOptions, say: (line: string) => void): Promise<Gateway> {
  const { stateDir } = options;
  const written = await loadConfig(options.configFile);
  const stage = localStageOf(written);
  const realKeys = readUpstreamKeys(Object.keys(written.upstreams), process.env, '.env');
  const { config, keys, sandboxes } = await sandboxUpstreams(written, realKeys);
  const closeSandboxes = () => Promise.all(sandboxes.map((sandbox) => sandbox.close()));
  const assemblyDir = join(stateDir, 'cdk.out');
  const readyFiles = [
    join(stateDir, 'ready.json'),
    ...(options.readyFile === undefined ? [] : [options.readyFile]),
  ];
  try {
    mkdirSync(stateDir, { recursive: true, mode: 0o700 });
    const run = await runAssembly({
      assemblyDir,
      stateDir,
      port: options.port,
      testControls: options.testControls,
      allowUnhonoured: options.allowUnhonoured,
      onNotice: say,
      prepare: async () => {
        for (const file of readyFiles) rmSync(file, { force: true });
        say('Bundling and synthesizing …');
        await bundleFunctions();
        synthLocal(config, stage, assemblyDir);
      },
    });
    const connection = operatorOf(run);
    await setUpstreamKeys(await sdkOpener.upstreams(connection), new Map([...realKeys, ...keys]));
    const key = await demoKey(await sdkOpener.keys(connection), stateDir);
    await answered(`${run.url}${Object.values(config.upstreams)[0]?.mount}/`);
    const startMs = performance.now();
    for (const file of readyFiles) writeReadyFile(file, run, key);
    return {
      banner: banner({
        run,
        verbose: options.verbose,
        config,
        key,
        sandboxed: [...keys.keys()],
        startMs,
        stateDir,
      }),
      close: async () => {
        for (const file of readyFiles) rmSync(file, { force: true });
        await Promise.all([run.close(), closeSandboxes()]);
      },
    };
  } catch (error) {
    await closeSandboxes();
    throw error;
  }
}

/** One request without a key, all the way to the authorizer: when it is refused, the gateway serves. */
const answered = (url: string): Promise<void> =>
  new Promise((resolve, reject) => {
    get(url, (response) => response.resume().on('end', resolve)).on('error', reject);
  });
