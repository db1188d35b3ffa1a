import type { Authorised, Call } from '../../lambda/domain/call.ts';
import { Fault } from '../../lambda/domain/fault.ts';
import type { UpstreamKey } from '../../lambda/domain/upstream-secret.ts';
import type { UpstreamAnswer, UpstreamPort } from '../../lambda/flows/ports.ts';

/** What the upstream does with one call. `cut` ends the body with a Fault after its chunks. */
export interface Script {
  readonly status?: number;
  readonly headers?: readonly (readonly [string, string])[];
  readonly chunks?: readonly (string | Buffer)[];
  readonly cut?: boolean;
  readonly fails?: Error;
  /** Called before status and headers are given out. */
  readonly beforeAnswer?: () => void;
  /** Called before each chunk is given out. */
  readonly beforeChunk?: (n: number) => void | Promise<void>;
}

/** Follows its scripts, one per call, and remembers what it was sent and what was given up. */
export class FakeUpstream implements UpstreamPort {
  readonly sent: { readonly call: Call; readonly key: UpstreamKey; readonly spentMs: number }[] = [];
  readonly #scripts: readonly Script[];
  discarded = 0;
  aborted = false;

  constructor(...scripts: readonly Script[]) {
    this.#scripts = scripts;
  }

  async forward(
    call: Authorised<Call>,
    key: UpstreamKey,
    signal: AbortSignal,
    spentMs = 0,
  ): Promise<UpstreamAnswer> {
    const script = this.#scripts[this.sent.length];
    this.sent.push({ call, key, spentMs });
    if (script === undefined) throw new Error('the upstream was called more often than the test allows');
    signal.addEventListener('abort', () => {
      this.aborted = true;
    });
    script.beforeAnswer?.();
    if (script.fails !== undefined) throw script.fails;
    return {
      status: script.status ?? 200,
      headers: script.headers ?? [['content-type', 'text/plain']],
      body: bodyOf(script, signal),
      discard: () => {
        this.discarded += 1;
      },
    };
  }
}

async function* bodyOf(script: Script, signal: AbortSignal): AsyncGenerator<Buffer> {
  for (const [n, chunk] of (script.chunks ?? ['hello']).entries()) {
    await script.beforeChunk?.(n);
    if (signal.aborted) throw new Fault('upstream.unreachable');
    yield Buffer.from(chunk);
  }
  if (script.cut === true) throw new Fault('upstream.unreachable');
}
