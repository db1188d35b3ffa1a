import { Fault } from '../domain/fault.ts';
import { needlesOf } from '../domain/needles.ts';
import { mayLeave } from '../domain/response-headers.ts';
import { Scrubber } from '../domain/scrubber.ts';
import type { UpstreamKey } from '../domain/upstream-secret.ts';
import type { AnswerSink, Metrics, UpstreamAnswer } from './ports.ts';

export interface ReleaseDeps {
  readonly metrics: Metrics;
}

export interface ReleaseProgress {
  status?: number;
  responseBytes: number;
}

/** Passes an answer on: allowed headers only, every byte through the scrubber, each chunk as soon as it came. */
export async function releaseAnswer(
  deps: ReleaseDeps,
  answer: UpstreamAnswer,
  key: UpstreamKey,
  sink: AnswerSink,
  progress: ReleaseProgress,
): Promise<void> {
  if (isEncoded(answer)) {
    answer.discard();
    throw new Fault('upstream.unreadable'); // what cannot be read cannot be searched for the key
  }
  const needles = needlesOf(key.secret);
  const scrubber = new Scrubber(needles);
  try {
    const headers = answer.headers
      .filter(([name]) => mayLeave(name))
      .map(([name, value]) => scrubbed(name, value));
    progress.status = answer.status;
    sink.start(answer.status, [
      ...headers,
      ['cache-control', 'no-store'],
      ['x-content-type-options', 'nosniff'],
    ]);
    for await (const chunk of answer.body) await send(scrubber.push(chunk));
    await send(scrubber.end());
    await sink.end();
  } finally {
    answer.discard();
    if (scrubber.hits > 0) deps.metrics.count('SecretScrubbed');
  }

  async function send(bytes: Buffer): Promise<void> {
    if (bytes.length === 0) return;
    progress.responseBytes += bytes.length;
    await sink.write(bytes);
  }

  function scrubbed(name: string, value: string): readonly [string, string] {
    const own = new Scrubber(needles);
    const clean = Buffer.concat([own.push(Buffer.from(value, 'latin1')), own.end()]).toString('latin1');
    if (own.hits > 0) deps.metrics.count('SecretScrubbed');
    return [name, clean];
  }
}

/** The upstream was asked for identity encoding; a compressed answer would hide the key from the scrubber. */
const isEncoded = (answer: UpstreamAnswer): boolean =>
  answer.headers.some(([name, value]) => PLAIN.has(name) && PLAIN.get(name) !== value.trim().toLowerCase());

/** What says how a body is encoded, and the one value of it that leaves the body readable. */
const PLAIN: ReadonlyMap<string, string> = new Map([
  ['content-encoding', 'identity'],
  ['transfer-encoding', 'chunked'],
]);
