import { benchKey, type Client, connect, GENERATE } from '../client.ts';
import { startWarmHost } from '../processes/start-warm-host.ts';
import type { WarmHost, WarmSubject } from '../processes/warm-protocol.ts';
import type { Bench, Suite } from '../suite.ts';
import { compareRounds, type Rounds } from './compare-rounds.ts';
import type { RoundSize } from './round-size.ts';
import { runtimeRounds } from './runtime-rounds.ts';

const SUBJECTS: readonly WarmSubject[] = ['forwarder', 'shell', 'authorizer', 'proxy', 'pair'];
interface Running {
  readonly subject: WarmSubject;
  readonly host: WarmHost;
  readonly client: Client;
}

/** How much CPU does a warm request cost, when a bare keep-alive forwarder of the same upstream costs 1? */
export const warmCpu: Suite = async (bench) => {
  const size: RoundSize = bench.quick
    ? { rounds: 3, requests: 100, warmUp: 300 }
    : { rounds: 5, requests: 400, warmUp: 2_500 };
  const behindHttp = await httpRounds(bench, size);
  const underRuntime = await runtimeRounds(bench, size);
  const http = compareRounds(behindHttp, 'forwarder');
  const runtime = compareRounds({ forwarder: behindHttp['forwarder'] ?? [], ...underRuntime }, 'forwarder');
  const share = compareRounds(underRuntime, 'runtime + proxy').measures;
  const alone = Math.round((share['runtime alone, streamed / runtime + proxy'] ?? 0) * 100);
  const columns = ['subject', 'µs a request', '/ forwarder', 'min–max'];
  return {
    suite: 'warm-cpu',
    samples: `${size.rounds} rounds of ${size.requests} requests each, one at a time`,
    tables: [
      { title: 'CPU of a warm request behind node:http (medians)', columns, rows: http.rows },
      {
        title: `CPU of a warm invocation under AWS's runtime client (medians): ${alone} % of the proxy's is the client's own`,
        columns,
        rows: runtime.rows,
      },
    ],
    measures: { ...share, ...runtime.measures, ...http.measures },
  };
};

async function httpRounds(bench: Bench, size: RoundSize): Promise<Rounds> {
  const running: Running[] = [];
  const rounds: Record<string, number[]> = {};
  const key = benchKey();
  try {
    for (const subject of SUBJECTS) {
      const host = await startWarmHost(bench, subject, 'real');
      running.push({ subject, host, client: connect(host.ready.url) });
    }
    for (const { client } of running) await askOften(client, key, size.warmUp);
    for (let round = 0; round < size.rounds; round += 1) {
      for (const { subject, host, client } of running) {
        const before = await host.ask('settled', undefined);
        await askOften(client, key, size.requests);
        const spent = (await host.ask('settled', undefined)) - before;
        rounds[subject] = [...(rounds[subject] ?? []), spent / size.requests];
      }
    }
    return rounds;
  } finally {
    for (const { client, host } of running) {
      client.close();
      await host.stop();
    }
  }
}

async function askOften(client: Client, key: string, times: number): Promise<void> {
  for (let asked = 0; asked < times; asked += 1) await client.ask(GENERATE, key);
}
