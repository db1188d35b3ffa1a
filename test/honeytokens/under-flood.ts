import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { mintClientKey } from '../../lambda/domain/client-key.ts';
import { openLoad } from '../rotation/open-load.ts';
import { type Gateway, startGateway } from '../support/gateway.ts';
import { closedLoad } from './closed-load.ts';

const USAGE = `Do clients feel it when somebody hammers a honeytoken? Clients ask a gateway steadily: by themselves, and, in turns
of a tenth each, beside a flood of one unknown key and beside a flood of one honeytoken. The unknown key tells what a flood
costs on this machine anyway.
Nobody is blocked ("report"), so that every use is recorded: the dearest case.

  tsx test/honeytokens/under-flood.ts [--hits 10000] [--in-flight 4] [--rate 20] [--quiet 30]

  --hits       requests of each flood
  --in-flight  of them under way at once
  --rate       requests a second of the clients
  --quiet      seconds without a flood

Exit 1 if a client's request failed, a use was not counted, or more was written or paged than one record and one page.`;

const TURNS = 10;
const CALL = '/gemini/v1beta/models';
const text = (preset: string) => ({ type: 'string', default: preset }) as const;
const { values } = parseArgs({
  options: {
    ...{ hits: text('10000'), 'in-flight': text('4'), rate: text('20'), quiet: text('30') },
    help: { type: 'boolean', default: false },
  },
});
const say = (title: string, value: unknown): void =>
  void process.stdout.write(`${title.padEnd(52)} ${value}\n`);
const percentile = (latenciesMs: readonly number[], share: number): string => {
  const sorted = [...latenciesMs].sort((a, b) => a - b);
  return `${sorted[Math.floor((sorted.length - 1) * share)]?.toFixed(0)} ms`;
};

const CONFIG = {
  upstreams: { gemini: { preset: 'gemini' } },
  products: { gemini: [{ upstream: 'gemini' }] },
  plans: { basic: { rate: 1_000, burst: 1_000 } },
  stages: { local: { allowLoopbackUpstreams: true, response: { block: 'report' } } },
};

/** What the honeytokens table holds of one decoy. */
async function itemsOf({ ready }: Gateway, tokenId: string): Promise<readonly Record<string, unknown>[]> {
  const credentials = { accessKeyId: 'operator', secretAccessKey: 'operator' };
  const client = new DynamoDBClient({ endpoint: ready.awsEndpoint, region: ready.region, credentials });
  const { Items = [] } = await client.send(
    new ScanCommand({ TableName: ready.outputs['HoneytokensTable'], ConsistentRead: true }),
  );
  client.destroy();
  return Items.map((item) => unmarshall(item)).filter((item) => item['tokenId'] === tokenId);
}

function pagesAbout({ stateDir }: Gateway, tokenId: string): number {
  const file = join(stateDir, 'logs/notifications.log');
  if (!existsSync(file)) return 0;
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line.includes('honeytoken used') && line.includes(tokenId)).length;
}

async function main(): Promise<number> {
  const [count, inFlight] = [Number(values.hits), Number(values['in-flight'])];
  const gateway = await startGateway({ config: CONFIG, args: ['--test-controls'] });
  try {
    const planted = await gateway.cli(['honeytokens', 'plant', '--label', 'flood', '--json']);
    const decoy = JSON.parse(planted.stdout) as { readonly id: string; readonly key: string };
    const { url, demoKey } = gateway.ready;
    const load = openLoad({
      url,
      headers: { 'x-api-key': demoKey },
      paths: [CALL],
      rate: Number(values.rate),
    });
    await load.grown();
    const beside = new Map<string, number[]>();
    const answers = new Map<string, Record<string, number>>();
    const measured = async (title: string, during: () => Promise<Record<string, number>>): Promise<void> => {
      const before = load.soFar().latenciesMs.length;
      const seen = answers.get(title) ?? {};
      for (const [status, n] of Object.entries(await during())) seen[status] = (seen[status] ?? 0) + n;
      answers.set(title, seen);
      beside.set(title, [...(beside.get(title) ?? []), ...load.soFar().latenciesMs.slice(before)]);
    };
    const flood = (key: string, ip: string) => async () => {
      const headers = { 'x-api-key': key, 'x-local-source-ip': ip };
      return closedLoad({ url: `${url}${CALL}`, headers, count: Math.round(count / TURNS), inFlight });
    };
    const unknown = mintClientKey('local', randomBytes(32)).reveal();
    for (let turn = 0; turn < TURNS; turn += 1) {
      await measured('by themselves', async () => {
        await pause((Number(values.quiet) * 1_000) / TURNS);
        return {};
      });
      await measured('beside an unknown key', flood(unknown, '203.0.113.8'));
      await measured('beside a honeytoken', flood(decoy.key, '203.0.113.7'));
    }
    for (const [title, ms] of beside) {
      const clients = `${ms.length} requests, p50 ${percentile(ms, 0.5)}, p99 ${percentile(ms, 0.99)}`;
      say(`clients ${title}`, `${clients}; flood ${JSON.stringify(answers.get(title))}`);
    }
    await load.stop();

    const { failures } = load.soFar();
    const items = await itemsOf(gateway, decoy.id);
    const records = items.filter(({ entry }) => String(entry).startsWith('trip#'));
    const counted = records.reduce((sum, { hits }) => sum + Number(hits), 0);
    const windows = new Set(records.map(({ entry }) => entry)).size;
    const pages = pagesAbout(gateway, decoy.id);
    say('requests of clients that failed', [failures.length, ...new Set(failures)].join('; '));
    say('uses counted', counted);
    say('records, one for each quarter of an hour', `${records.length} of ${items.length} items`);
    say(
      'largest record',
      `${Math.max(...records.map((record) => JSON.stringify(record).length))} characters`,
    );
    say('pages', pages);
    say(
      'load average of the machine',
      loadavg()
        .map((load1) => load1.toFixed(1))
        .join(' '),
    );
    // A flood that begins before a quarter and ends in the next one makes two records.
    const refused = answers.get('beside a honeytoken')?.['401'] ?? 0; // a 503 was recorded or not
    const kept =
      counted >= refused && counted <= count && windows <= 2 && records.length === windows && pages === 1;
    return failures.length === 0 && kept ? 0 : 1;
  } finally {
    await gateway.stop();
  }
}

if (values.help) process.stdout.write(`${USAGE}\n`);
else process.exit(await main());
