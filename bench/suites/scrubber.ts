import { Detector } from '../../lambda/domain/detector.ts';
import { needlesOf } from '../../lambda/domain/needles.ts';
import { Scrubber } from '../../lambda/domain/scrubber.ts';
import { Secret } from '../../lambda/domain/secret.ts';
import { median, rounded, spread } from '../statistics.ts';
import { passThrough } from '../subjects/pass-through.ts';
import { payloads } from '../subjects/payloads.ts';
import type { Suite } from '../suite.ts';

/** A current, a pending and a previous key, none of them a real one, in the lengths of Google's and OpenAI's. */
const KEYS = [
  'AIzaSyBenchBenchBenchBenchBenchBenchBen',
  `sk-proj-${'Bench0123456789'.repeat(9)}`,
  'AQ.Bench-9tSrke72PouQMnMX7eZSW0jkFM',
];

/** How much longer does an answer take through the scrubber than through a plain pass-through of the same bytes? */
export const scrubber: Suite = async ({ quick }) => {
  const [rounds, bytes] = quick ? [3, 8_000_000] : [7, 32_000_000];
  const detector = new Detector(KEYS.flatMap((key) => needlesOf(new Secret(key, 'bench key'))));
  const measures: Record<string, number> = {};
  const rows: (string | number)[][] = [];
  for (const [name, chunks] of Object.entries(payloads(bytes))) {
    const size = chunks.reduce((sum, { length }) => sum + length, 0) / 1_000_000;
    const path = await passThrough(chunks);
    const plain: number[] = [];
    const scrubbed: number[] = [];
    const alone: number[] = [];
    try {
      for (let round = -1; round < rounds; round += 1) {
        const passed = await path.pass(() => (chunk) => chunk);
        const searched = await path.pass(() => {
          const own = new Scrubber(detector);
          return (chunk) => own.push(chunk);
        });
        const search = searchAlone(detector, chunks);
        if (round < 0) continue; // the first is the compiler's
        plain.push(passed);
        scrubbed.push(searched);
        alone.push(search);
      }
    } finally {
      path.close();
    }
    const ratios = scrubbed.map((ms, round) => ms / (plain[round] ?? Number.NaN));
    const speed = (ms: readonly number[]) => Math.round((size / median(ms)) * 1_000);
    measures[`${name}, scrubbed / plain`] = rounded(median(ratios), 2);
    rows.push([
      name,
      speed(plain),
      speed(scrubbed),
      speed(alone),
      rounded(median(ratios), 2),
      spread(ratios, 2),
    ]);
  }
  return {
    suite: 'scrubber',
    samples: `${rounds} rounds of ${bytes / 1_000_000} MB each, three live keys, chunks of 64 KB between two loopback connections`,
    tables: [
      {
        title: 'Throughput of an answer with and without the scrubber (medians)',
        columns: [
          'answer',
          'plain MB/s',
          'scrubbed MB/s',
          'search alone MB/s',
          'scrubbed / plain',
          'min–max',
        ],
        rows,
      },
    ],
    measures,
  };
};

function searchAlone(detector: Detector, chunks: readonly Buffer[]): number {
  const own = new Scrubber(detector);
  const startedAt = performance.now();
  for (const chunk of chunks) own.push(chunk);
  return performance.now() - startedAt;
}
