import { benchKey, connect, GENERATE } from '../client.ts';
import { AWS_CALLS, type CallCounts } from '../processes/stand-ins-protocol.ts';
import { startWarmHost } from '../processes/start-warm-host.ts';
import { rounded } from '../statistics.ts';
import { benchToken } from '../subjects/bench-token.ts';
import type { Bench, Suite, Table } from '../suite.ts';
import { lateCalls } from './late-calls.ts';

/** Requests a second that one execution environment is taken to serve, over all its clients. */
const PACE = 50;
interface Kind {
  readonly name: string;
  /** Keys that take turns. */
  readonly clients: number;
  readonly plan: string;
  readonly credential: (bench: Bench) => Promise<string>;
}

const key = (): Promise<string> => Promise.resolve(benchKey());

/** The credential of a token, whose record the stand-in is told first. */
const token = (uses?: number) => async (bench: Bench) => {
  const made = benchToken(uses);
  await bench.standIns.ask('minted', made.item);
  return made.token;
};

const KINDS: readonly Kind[] = [
  { name: '1 keys', clients: 1, plan: 'basic', credential: key },
  { name: '20 keys', clients: 20, plan: 'basic', credential: key },
  { name: '200 keys', clients: 200, plan: 'basic', credential: key },
  { name: '1 key with a hard quota in requests', clients: 1, plan: 'metered', credential: key },
  { name: '1 key with a hard quota in tokens', clients: 1, plan: 'tokens', credential: key },
  { name: '1 token', clients: 1, plan: 'basic', credential: token() },
  { name: '20 tokens', clients: 20, plan: 'basic', credential: token() },
  { name: '1 token for a number of calls', clients: 1, plan: 'basic', credential: token(1_000_000) },
];

/** Which AWS calls does a warm request make, and which of them does the client wait for? */
export const awsCalls: Suite = async (bench) => {
  const requests = bench.quick ? 400 : 3_000;
  const measures: Record<string, number> = {};
  const counted: CallCounts[] = [];
  for (const kind of KINDS) counted.push(await countCalls(bench, kind, requests));
  const rows = [...AWS_CALLS, 'everything else', 'total'].map((call) => [
    call,
    ...counted.map((counts, at) => {
      const perThousand = rounded((sumOf(counts, call) / requests) * 1_000, 1);
      measures[`${call} per 1,000, ${KINDS[at]?.name}`] = perThousand;
      return perThousand;
    }),
  ]);
  const perThousand: Table = {
    title: `AWS calls per 1,000 warm requests of one environment, ${PACE} requests a second in turn from so many keys`,
    columns: ['call', ...KINDS.map(({ name }) => name)],
    rows,
  };
  const late = await lateCalls(bench);
  return {
    suite: 'aws-calls',
    samples: `${requests} requests per column; ${late.samples} late and ${late.samples} prompt answers per row`,
    tables: [perThousand, late.table],
    measures: { ...measures, ...late.measures },
  };
};

function sumOf(counts: CallCounts, call: string): number {
  const known: readonly string[] = AWS_CALLS;
  const belongs = (name: string) =>
    call === 'total' || (call === 'everything else' ? !known.includes(name) : name === call);
  return Object.entries(counts).reduce((sum, [name, times]) => sum + (belongs(name) ? times : 0), 0);
}

/** The pair's clock moves by the pace before each request, so minutes of traffic pass in seconds. */
async function countCalls(
  bench: Bench,
  { clients, plan, credential }: Kind,
  requests: number,
): Promise<CallCounts> {
  await bench.standIns.ask('plan', plan);
  const host = await startWarmHost(bench, 'pair', 'moved');
  const client = connect(host.ready.url);
  const keys: string[] = [];
  while (keys.length < clients) keys.push(await credential(bench));
  try {
    await host.ask('clock', { aheadMs: 0, stepMs: 1_000 / PACE });
    for (const key of keys) await client.ask(GENERATE, key); // each is known before counting begins
    await host.ask('settled', undefined);
    await bench.standIns.ask('counts', undefined);
    for (let asked = 0; asked < requests; asked += 1) await client.ask(GENERATE, keys[asked % clients] ?? '');
    await host.ask('settled', undefined); // the last outcome record is counted, too
    return await bench.standIns.ask('counts', undefined);
  } finally {
    client.close();
    await host.stop();
  }
}
