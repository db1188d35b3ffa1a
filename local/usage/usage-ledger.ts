import type { UsagePlanPlan } from '../plan/rest-api-plan.ts';
import { JsonStore } from '../state/json-store.ts';
import { dayOf, periodStart } from './quota-period.ts';
import { type BucketSize, TokenBucket } from './token-bucket.ts';

/** What the file holds: requests by `plan/key/day`, and when a plan was first used. */
interface Usage {
  readonly counts: Record<string, number>;
  readonly firstUse: Record<string, number>;
}

/** A method of a stage, under the names that a plan's throttle may use. */
export interface StageMethod {
  readonly apiId: string;
  readonly stage: string;
  /** `/pets/GET` */
  readonly names: readonly string[];
}

export type Admission = 'admitted' | 'throttled' | 'over-quota';

const FLUSH_MS = 1_000;

/** Counts requests per key against throttle and quota. Counts reach the disk a second late: a killed run may forget the last ones. */
export class UsageLedger {
  readonly #store: JsonStore<Usage>;
  readonly #usage: Usage;
  readonly #now: () => number;
  readonly #buckets = new Map<string, TokenBucket>();
  #flush: NodeJS.Timeout | undefined;

  constructor(file: string, now: () => number) {
    this.#store = new JsonStore<Usage>(file, { counts: {}, firstUse: {} });
    this.#usage = structuredClone(this.#store.value);
    this.#now = now;
  }

  /** The key's throttle on the method, then its throttle, then its quota; only an admitted request counts. */
  admit(plan: UsagePlanPlan, keyId: string, method?: StageMethod): Admission {
    const now = this.#now();
    const id = `${plan.id}/${keyId}`;
    const own = method && methodThrottle(plan, method);
    if (own !== undefined && !this.#take(`${id} ${own.id}`, own.size, now)) return 'throttled';
    if (plan.throttle !== undefined && !this.#take(id, plan.throttle, now)) return 'throttled';
    this.#usage.firstUse[plan.id] ??= now;
    if (plan.quota !== undefined && this.#used(plan, keyId, now) >= this.#limit(plan, now))
      return 'over-quota';
    const day = `${id}/${dayOf(now)}`;
    this.#usage.counts[day] = (this.#usage.counts[day] ?? 0) + 1;
    this.#flush ??= setTimeout(() => this.#flushLate(), FLUSH_MS).unref();
    return 'admitted';
  }

  /** Requests of one UTC day and what the quota left at its end; a plan without quota leaves 0. */
  onDay(plan: UsagePlanPlan, keyId: string, day: number): readonly [number, number] {
    const used = this.#usage.counts[`${plan.id}/${keyId}/${day}`] ?? 0;
    if (plan.quota === undefined) return [used, 0];
    return [used, Math.max(0, this.#limit(plan, day) - this.#used(plan, keyId, day))];
  }

  async flush(): Promise<void> {
    clearTimeout(this.#flush);
    this.#flush = undefined;
    const { counts, firstUse } = structuredClone(this.#usage);
    await this.#store.change((draft) => Object.assign(draft, { counts, firstUse }));
  }

  /** A disk that fails must not end the run: the next request tries again, and `flush` at the end reports. */
  #flushLate(): void {
    this.flush().catch(() => undefined);
  }

  #take(id: string, size: BucketSize, now: number): boolean {
    const bucket = this.#buckets.get(id) ?? new TokenBucket(size, now);
    this.#buckets.set(id, bucket);
    return bucket.take(now);
  }

  #used(plan: UsagePlanPlan, keyId: string, now: number): number {
    const start = periodStart(plan.quota?.period ?? 'DAY', now);
    let used = 0;
    for (let day = start; day <= dayOf(now); day += 86_400_000)
      used += this.#usage.counts[`${plan.id}/${keyId}/${day}`] ?? 0;
    return used;
  }

  /** The offset is subtracted in a plan's first period only. */
  #limit(plan: UsagePlanPlan, now: number): number {
    const { limit, offset, period } = plan.quota ?? { limit: 0, offset: 0, period: 'DAY' };
    const first = this.#usage.firstUse[plan.id];
    const initial = first === undefined || periodStart(period, first) === periodStart(period, now);
    return initial ? limit - offset : limit;
  }
}

function methodThrottle(
  plan: UsagePlanPlan,
  { apiId, stage, names }: StageMethod,
): { readonly id: string; readonly size: BucketSize } | undefined {
  const throttle = plan.stages.find((s) => s.apiId === apiId && s.stage === stage)?.throttle ?? {};
  const name = names.find((n) => throttle[n] !== undefined);
  const size = name === undefined ? undefined : throttle[name];
  return size && { id: `${apiId}/${stage}${name}`, size };
}
