import { benchKey, type Client, connect, STREAM, type Timing } from '../client.ts';
import type { AwsCall } from '../processes/stand-ins-protocol.ts';
import { startWarmHost } from '../processes/start-warm-host.ts';
import type { WarmHost } from '../processes/warm-protocol.ts';
import { median, rounded } from '../statistics.ts';
import type { Bench, Table } from '../suite.ts';

const LATE_MS = 50;
/** Longer than a call is late: what runs beside the upstream can hide behind this. */
const THINKING_MS = 80;

interface Situation {
  readonly name: string;
  readonly call: AwsCall;
  /** How far the clock is moved first, so that the call is made. */
  readonly aheadMs: number;
}

const SITUATIONS: readonly Situation[] = [
  { name: 'GetItem: the key is not in memory', call: 'GetItem', aheadMs: 6_000 },
  { name: 'GetSecretValue: no usable key in memory', call: 'GetSecretValue', aheadMs: 61 * 60_000 },
  { name: 'GetSecretValue: the key in memory is due', call: 'GetSecretValue', aheadMs: 61_000 },
  { name: 'PutItem: the decision', call: 'PutItem decision', aheadMs: 0 },
  { name: 'PutItem: the outcome', call: 'PutItem outcome', aheadMs: 0 },
];

interface Share {
  readonly firstByte: number;
  readonly lastByte: number;
}

/**
 * Answers one call at a time late and sees how much of the delay reaches the client: 1 means that the client waits for the
 * call, 0 that it does not. A streamed answer, so that its first and its last byte differ.
 */
export async function lateCalls(bench: Bench) {
  const samples = bench.quick ? 3 : 7;
  const host = await startWarmHost(bench, 'pair', 'moved');
  const client = connect(host.ready.url);
  const measures: Record<string, number> = {};
  const rows: (string | number)[][] = [];
  try {
    for (let warm = 0; warm < 10; warm += 1) await client.ask(STREAM, benchKey());
    for (const situation of SITUATIONS) {
      const quick = await shareOf(0, situation);
      const thinking = await shareOf(THINKING_MS, situation);
      const { name } = situation;
      rows.push([name, quick.firstByte, quick.lastByte, thinking.firstByte, thinking.lastByte]);
      measures[`${name}, first byte`] = quick.firstByte;
      measures[`${name}, last byte`] = quick.lastByte;
      measures[`${name}, first byte of a slow upstream`] = thinking.firstByte;
    }
  } finally {
    await bench.standIns.ask('late', { call: 'none', ms: 0 });
    await bench.standIns.ask('upstreamThinks', { ms: 0 });
    client.close();
    await host.stop();
  }
  const table: Table = {
    title: `Share of a ${LATE_MS} ms delay of one call that reaches the client (1: it waits, 0: it does not)`,
    columns: [
      'call',
      'first byte',
      'last byte',
      `first byte, upstream takes ${THINKING_MS} ms`,
      `last byte, upstream takes ${THINKING_MS} ms`,
    ],
    rows,
  };
  return { samples, table, measures };

  async function shareOf(thinkMs: number, situation: Situation): Promise<Share> {
    await bench.standIns.ask('upstreamThinks', { ms: thinkMs });
    const prompt: Timing[] = [];
    const late: Timing[] = [];
    const key = benchKey();
    await client.ask(STREAM, key);
    for (let sample = 0; sample < samples; sample += 1) {
      prompt.push(await askLate(bench, host, client, key, situation, 0));
      late.push(await askLate(bench, host, client, key, situation, LATE_MS));
    }
    const share = (read: (timing: Timing) => number) =>
      rounded((median(late.map(read)) - median(prompt.map(read))) / LATE_MS, 1) || 0;
    return {
      firstByte: share((timing) => timing.firstByteMs),
      lastByte: share((timing) => timing.lastByteMs),
    };
  }
}

async function askLate(
  { standIns }: Bench,
  host: WarmHost,
  client: Client,
  key: string,
  { call, aheadMs }: Situation,
  ms: number,
): Promise<Timing> {
  await host.ask('settled', undefined); // what the request before left under way must not be mistaken for this one's
  await standIns.ask('late', { call, ms });
  await host.ask('clock', { aheadMs, stepMs: 0 });
  return client.ask(STREAM, key);
}
