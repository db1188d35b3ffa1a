import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { counterName, quotaPeriod } from '../../../lambda/domain/quota-period.ts';
import { type Reservation, reserveQuota } from '../../../lambda/flows/reserve-quota.ts';
import { settleQuota } from '../../../lambda/flows/settle-quota.ts';
import { callerContext, callOf } from '../../support/build.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { FakeEventBus } from '../../support/fake-event-bus.ts';
import { FakeMetrics } from '../../support/fake-metrics.ts';
import { FakeQuotaStore } from '../../support/fake-quota-store.ts';

const LIMITS = { requests: 8, tokens: 6_000 };
const HOUR_MS = 3_600_000;
/** More than the body itself is counted as. */
const PROMPT_TOKENS_MAX = 200;
type Losing = 'answer' | 'question' | undefined;

/** A store that does what it was asked and then loses the answer, or is not reached at all. */
class LossyStore extends FakeQuotaStore {
  losing: Losing;

  override async take(...asked: Parameters<FakeQuotaStore['take']>): Promise<boolean> {
    return this.#lossy(() => super.take(...asked));
  }

  override async add(...asked: Parameters<FakeQuotaStore['add']>): Promise<void> {
    return this.#lossy(() => super.add(...asked));
  }

  async #lossy<T>(act: () => Promise<T>): Promise<T> {
    const losing = this.losing;
    if (losing === 'question') throw new Error('not reached');
    const result = await act();
    if (losing === 'answer') throw new Error('the answer was lost');
    return result;
  }
}

/** What is true whatever the gateway believes: calls that went upstream, and what they used there. */
interface Truth {
  readonly served: Map<string, { requests: number; tokens: number }>;
  open: { readonly reservation: Reservation; readonly used: number }[];
}

const QUOTA = { per: 'hour', zone: 'UTC', limits: LIMITS, pooled: false } as const;
const CALLER = callerContext({ plan: 'basic' });

class Real {
  readonly quotas = new LossyStore();
  readonly clock = new FakeClock();
  readonly events = new FakeEventBus();
  readonly metrics = new FakeMetrics();

  get deps() {
    const quota = QUOTA;
    const settings = { upstream: { name: 'gemini' }, meter: 'gemini', quotas: { basic: quota } } as const;
    const { quotas, events, metrics, clock } = this;
    return { settings, quotas, events, metrics, now: clock.now, stage: 'test' };
  }

  call(maxOutputTokens: number) {
    const body = Buffer.from(JSON.stringify({ generationConfig: { maxOutputTokens } }));
    const path = '/v1/models/m:generateContent';
    return reserveQuota(this.deps, callOf({ path, body, caller: CALLER }));
  }

  counter(): string {
    return counterName(QUOTA, CALLER, 'gemini', quotaPeriod(QUOTA.per, QUOTA.zone, this.clock.now()));
  }
}

type Step = fc.AsyncCommand<Truth, Real>;

function holdsLimits(truth: Truth, real: Real): void {
  for (const [counter, counted] of real.quotas.counts) {
    const served = truth.served.get(counter) ?? { requests: 0, tokens: 0 };
    for (const unit of ['requests', 'tokens'] as const) {
      expect(served[unit]).toBeLessThanOrEqual(counted[unit] ?? 0);
      expect(counted[unit] ?? 0).toBeLessThanOrEqual(LIMITS[unit]);
    }
  }
}

/** So many calls at once; each uses a share of what it reserved. */
const calls = (count: number, tokens: number, share: number, losing: Losing): Step => ({
  check: () => true,
  async run(truth, real) {
    const before = { ...real.quotas.counts.get(real.counter()) };
    real.quotas.losing = losing;
    const answers = await Promise.allSettled(Array.from({ length: count }, () => real.call(tokens)));
    real.quotas.losing = undefined;
    for (const answer of answers) {
      if (answer.status === 'rejected') {
        const code = losing === undefined ? 'quota.exhausted' : expect.stringMatching(/^(quota|gateway)\./);
        expect(answer.reason).toMatchObject({ code });
        continue;
      }
      const reservation = answer.value;
      if (reservation === undefined) throw new Error('the plan has a quota');
      const used = Math.floor((reservation.taken.tokens ?? 0) * share);
      const served = truth.served.get(reservation.counter) ?? { requests: 0, tokens: 0 };
      truth.served.set(reservation.counter, {
        requests: served.requests + 1,
        tokens: served.tokens + used,
      });
      truth.open.push({ reservation, used });
    }
    if (losing === undefined && answers.every(({ status }) => status === 'rejected')) {
      const { requests = 0, tokens: reserved = 0 } = before;
      expect(requests + 1 > LIMITS.requests || reserved + tokens + PROMPT_TOKENS_MAX > LIMITS.tokens).toBe(
        true,
      );
    }
    holdsLimits(truth, real);
  },
  toString: () => `calls(${count}, ${tokens}, ${share.toFixed(2)}, ${losing})`,
});

/** The oldest open call ends: it settles, is cut before it tells its use, or its function dies first. */
const ends = (how: 'settled' | 'crashed' | 'untold', losing: Losing): Step => ({
  check: ({ open }) => open.length > 0,
  async run(truth, real) {
    const [call, ...rest] = truth.open;
    truth.open = rest;
    if (call === undefined || how === 'crashed') return;
    real.quotas.losing = losing;
    const total = how === 'settled' ? call.used : undefined;
    await settleQuota(real.deps, call.reservation, { total, status: 200 });
    real.quotas.losing = undefined;
    holdsLimits(truth, real);
  },
  toString: () => `ends(${how}, ${losing})`,
});

const later = (ms: number): Step => ({
  check: () => true,
  run: async (_truth, real) => real.clock.advance(ms),
  toString: () => `later(${ms})`,
});

const losing = fc.constantFrom(undefined, undefined, undefined, 'answer' as const, 'question' as const);
const share = fc.double({ min: 0, max: 1, noNaN: true });
const ways = fc.constantFrom('settled' as const, 'crashed' as const, 'untold' as const);
const commands = [
  fc
    .tuple(fc.constantFrom(1, 2, 5, 20), fc.integer({ min: 1, max: 3_000 }), share, losing)
    .map((args) => calls(...args)),
  fc.tuple(ways, losing).map((args) => ends(...args)),
  fc.integer({ min: 1, max: HOUR_MS }).map(later),
];

test('through crashes, lost answers, callers at once and the turn of the hour, no more is served than the limit and nobody is turned away while there is room', async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands(commands, { maxCommands: 30 }), (steps) =>
      fc.asyncModelRun(() => ({ model: { served: new Map(), open: [] }, real: new Real() }), steps),
    ),
    { numRuns: 200 },
  );
});
