import { benchKey, type Client, connect, STREAM } from '../client.ts';
import { startWarmHost } from '../processes/start-warm-host.ts';
import type { WarmHost, WarmSubject } from '../processes/warm-protocol.ts';
import { median, rounded, spread } from '../statistics.ts';
import type { Suite } from '../suite.ts';

const SUBJECTS: readonly WarmSubject[] = ['forwarder', 'proxy', 'pair'];

interface Running {
  readonly subject: WarmSubject;
  readonly host: WarmHost;
  readonly client: Client;
  readonly firstBytes: number[];
}

/** How much later does the first byte of a stream come than through a bare keep-alive forwarder of the same upstream? */
export const streamStart: Suite = async (bench) => {
  const [samples, warmUp] = bench.quick ? [20, 10] : [150, 60];
  const running: Running[] = [];
  const key = benchKey();
  try {
    for (const subject of SUBJECTS) {
      const host = await startWarmHost(bench, subject, 'real');
      running.push({ subject, host, client: connect(host.ready.url), firstBytes: [] });
    }
    for (let sample = -warmUp; sample < samples; sample += 1) {
      for (const { host, client, firstBytes } of running) {
        const { firstByteMs } = await client.ask(STREAM, key);
        await host.ask('settled', undefined); // what follows the last byte must not slow the next subject down
        if (sample >= 0) firstBytes.push(firstByteMs);
      }
    }
  } finally {
    for (const { client, host } of running) {
      client.close();
      await host.stop();
    }
  }
  const bare = running[0]?.firstBytes ?? [];
  const measures: Record<string, number> = {};
  const rows = running.map(({ subject, firstBytes }): (string | number)[] => {
    const added = firstBytes.map((ms, sample) => ms - (bare[sample] ?? Number.NaN));
    measures[`${subject} / forwarder`] = rounded(median(firstBytes) / median(bare), 2);
    return [
      subject,
      rounded(median(firstBytes), 2),
      rounded(median(added), 2),
      measures[`${subject} / forwarder`] ?? Number.NaN,
      spread(firstBytes, 1),
    ];
  });
  return {
    suite: 'stream-start',
    samples: `${samples} streams of each subject, in turn, one at a time`,
    tables: [
      {
        title: 'First byte of a stream (medians)',
        columns: ['subject', 'ms', 'added ms', '/ forwarder', 'min–max ms'],
        rows,
      },
    ],
    measures,
  };
};
