import type { Amounts } from '../../contract/quota.ts';
import type { Call } from '../domain/call.ts';
import { Fault } from '../domain/fault.ts';
import { quotaEnding } from '../domain/quota-ending.ts';
import { TokenGauge } from '../domain/token-gauge.ts';
import type { UpstreamAnswer } from './ports.ts';
import { type Reservation, type ReserveQuotaDeps, reserveQuota } from './reserve-quota.ts';
import { settleQuota } from './settle-quota.ts';

/** What one call takes of its caller's hard quota, from the reservation to what was used in the end. */
export class CallMeter {
  readonly #deps: ReserveQuotaDeps;
  readonly #call: Pick<Call, 'callId' | 'path'>;
  readonly #gauge = new TokenGauge();
  #reservation: Reservation | undefined;
  #exceeded = false;

  constructor(deps: ReserveQuotaDeps, call: Pick<Call, 'callId' | 'path'>) {
    this.#deps = deps;
    this.#call = call;
  }

  /** Whether the answer was ended because it used more than was reserved. */
  get exceeded(): boolean {
    return this.#exceeded;
  }

  /** What was counted; tokens as the upstream told them. `undefined` where no quota applies. */
  get units(): Amounts | undefined {
    const taken = this.#reservation?.taken;
    return taken?.tokens === undefined ? taken : { ...taken, tokens: this.#gauge.total ?? taken.tokens };
  }

  /** Before the upstream is asked; see `reserveQuota`. `undefined` where there is nothing to reserve, and nothing to wait for. */
  reserve(call: Call): Promise<void> | undefined {
    if (!Object.hasOwn(this.#deps.settings.quotas, call.caller.plan)) return undefined;
    return reserveQuota(this.#deps, call).then((reservation) => {
      this.#reservation = reservation;
    });
  }

  /** The same answer, read along where tokens were reserved for it. */
  watched(answer: UpstreamAnswer): UpstreamAnswer {
    const max = this.#reservation?.taken.tokens;
    return max === undefined ? answer : { ...answer, body: this.#read(answer, max) };
  }

  /** After the last byte; `status` is the upstream's, if it gave one. Never rejects. */
  async settle(status: number | undefined): Promise<void> {
    if (this.#reservation === undefined) return;
    await settleQuota(this.#deps, this.#reservation, { total: this.#gauge.total, status });
  }

  /** An answer that is whole was paid for and is passed on; a stream is ended as soon as it tells of too much. */
  async *#read({ body, headers }: UpstreamAnswer, max: number): AsyncGenerator<Buffer> {
    const streams = this.#call.path.endsWith(':streamGenerateContent');
    for await (const chunk of body) {
      this.#gauge.push(chunk);
      yield chunk;
      if (!streams || (this.#gauge.total ?? 0) <= max) continue;
      this.#exceeded = true;
      this.#deps.metrics.count('QuotaExhausted');
      const events = headers.some(
        ([name, value]) => name === 'content-type' && /^text\/event-stream\b/i.test(value),
      );
      if (!events) throw new Fault('quota.exceeded'); // within a JSON array nothing can be said: it is cut
      yield quotaEnding(this.#call.callId);
      return;
    }
  }
}
