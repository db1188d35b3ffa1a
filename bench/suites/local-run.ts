import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LocalRunReady } from '../processes/local-run-host.ts';
import { startProcess } from '../processes/start-process.ts';
import { median, rounded } from '../statistics.ts';
import { synthesizeEmptyApp } from '../subjects/empty-app.ts';
import type { Suite } from '../suite.ts';

const HOST = fileURLToPath(new URL('../processes/local-run-host.ts', import.meta.url));
const CONNECTIONS = 32;

/** What does the local run itself cost: an empty function behind it, beside a bare `node:http` server in the same process? */
export const localRun: Suite = async ({ quick }) => {
  const requests = quick ? 300 : 2_000;
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-bench-local-'));
  const codeDir = join(folder, 'code');
  mkdirSync(codeDir);
  const assembly = synthesizeEmptyApp(codeDir, join(folder, 'cdk.out'));
  const host = await startProcess<Record<string, never>, LocalRunReady>({
    command: ['--import', 'tsx', HOST, assembly, join(folder, 'state')],
    env: { PATH: process.env['PATH'] ?? '' },
    folder: fileURLToPath(new URL('../..', import.meta.url)),
  });
  try {
    const { local, bare } = host.ready;
    for (const url of [local, bare]) await times(url, CONNECTIONS, requests); // warm: processes started, code compiled
    const alone = { local: await times(local, 1, requests), bare: await times(bare, 1, requests) };
    const rates = { local: await rate(local, requests), bare: await rate(bare, requests * 4) };
    const at = (samples: readonly number[], share: number) =>
      samples[Math.floor(samples.length * share)] ?? 0;
    const p50 = [median(alone.local), median(alone.bare)] as const;
    const p99 = [at(alone.local, 0.99), at(alone.bare, 0.99)] as const;
    const row = (what: string, digits: number, [own, other]: readonly [number, number]) =>
      [what, rounded(own, digits), rounded(other, digits), rounded(own / other, 2)] as const;
    const rps = [rates.local, rates.bare] as const;
    return {
      suite: 'local-run',
      samples: `${requests} requests each`,
      tables: [
        {
          title: 'An empty function behind the local run, and a bare node:http server',
          columns: ['', 'local run', 'bare', 'local run / bare'],
          rows: [
            row('p50, one at a time, ms', 2, p50),
            row('p99, one at a time, ms', 2, p99),
            row(`requests a second, ${CONNECTIONS} connections`, 0, rps),
          ],
        },
      ],
      measures: {
        'p50 / bare': p50[0] / p50[1],
        'p99 / bare': p99[0] / p99[1],
        'bare / requests a second': rps[1] / rps[0],
      },
    };
  } finally {
    await host.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

async function rate(url: string, requests: number): Promise<number> {
  const startedAt = performance.now();
  const { length } = await times(url, CONNECTIONS, requests);
  return (length * 1_000) / (performance.now() - startedAt);
}

/** Milliseconds of each request, sorted. */
async function times(url: string, connections: number, requests: number): Promise<readonly number[]> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const taken: number[] = [];
  let left = requests;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      const startedAt = performance.now();
      await get(agent, url);
      taken.push(performance.now() - startedAt);
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  agent.destroy();
  return taken.sort((a, b) => a - b);
}

const get = (agent: http.Agent, url: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = http.get(url, { agent }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}`));
      response.resume().on('end', resolve).on('error', reject);
    });
    request.on('error', reject);
  });
