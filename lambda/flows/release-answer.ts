import type { Upstream } from '../../contract/upstream.ts';
import { fitsGateway } from '../domain/answer-head.ts';
import type { Call } from '../domain/call.ts';
import { detectorOf } from '../domain/detector.ts';
import { Fault } from '../domain/fault.ts';
import { headersForClient } from '../domain/response-headers.ts';
import { Scrubber, scrubText } from '../domain/scrubber.ts';
import type { Secret } from '../domain/secret.ts';
import type { UpstreamKey } from '../domain/upstream-secret.ts';
import { holdShortBody } from './hold-short-body.ts';
import type { AnswerSink, Metrics, UpstreamAnswer, Vault } from './ports.ts';

export interface ReleaseDeps {
  readonly settings: { readonly upstream: Upstream };
  readonly vault: Pick<Vault, 'live'>;
  readonly metrics: Metrics;
}

export interface ReleaseProgress {
  status?: number;
  responseBytes: number;
  scrubbed?: number;
}

/** Passes an answer on: allowed headers only, every byte through the scrubber, each chunk of a stream as soon as it came. */
export async function releaseAnswer(
  deps: ReleaseDeps,
  call: Pick<Call, 'method' | 'path' | 'gatewayUrl'>,
  answer: UpstreamAnswer,
  key: UpstreamKey,
  sink: AnswerSink,
  progress: ReleaseProgress,
): Promise<void> {
  let hits = 0;
  try {
    const detector = detectorOf(inPlay(key.secret, await deps.vault.live()));
    const scrubber = new Scrubber(detector);
    const facts = { upstream: deps.settings.upstream, path: call.path, gatewayUrl: call.gatewayUrl };
    const headers = headersForClient(answer.headers, facts).map(([name, value]): [string, string] => {
      const clean = scrubText(detector, value);
      hits += clean.hits;
      return [name, clean.text];
    });
    if (!fitsGateway(headers)) throw new Fault('upstream.unreadable');
    const body = await holdShortBody(answer);
    progress.status = answer.status;
    sink.start(answer.status, [
      ...headers,
      ['cache-control', 'no-store'],
      ['x-content-type-options', 'nosniff'],
    ]);
    const bare = call.method === 'HEAD' || BODILESS.has(answer.status);
    const send = async (bytes: Buffer): Promise<void> => {
      if (bytes.length === 0 || bare) return;
      progress.responseBytes += bytes.length;
      await sink.write(bytes);
    };
    try {
      for await (const chunk of body) await send(scrubber.push(chunk));
      await send(scrubber.end());
    } finally {
      hits += scrubber.hits;
    }
    await sink.end();
  } finally {
    answer.discard();
    if (hits > 0) {
      deps.metrics.count('SecretScrubbed');
      progress.scrubbed = hits;
    }
  }
}

/** Statuses that HTTP gives no body (RFC 9110 §15.3.5, §15.4.5): bytes behind them would be read as the next answer. */
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

/** The key that was used is searched for even if the vault has forgotten it since. One list for one key and one list. */
function inPlay(secret: Secret, live: readonly Secret[]): readonly Secret[] {
  if (live.includes(secret)) return live;
  const known = withOwn.get(secret);
  if (known?.live === live) return known.all;
  const all = [secret, ...live];
  withOwn.set(secret, { live, all });
  return all;
}

const withOwn = new WeakMap<Secret, { readonly live: readonly Secret[]; readonly all: readonly Secret[] }>();
