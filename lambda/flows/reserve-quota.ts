import { EVENT_VERSION } from '../../contract/events.ts';
import type { Amounts, HardQuota, Unit } from '../../contract/quota.ts';
import type { ProxySettings } from '../../contract/settings.ts';
import type { Call } from '../domain/call.ts';
import { callCost } from '../domain/call-cost.ts';
import { Fault } from '../domain/fault.ts';
import { counterName, quotaPeriod } from '../domain/quota-period.ts';
import type { Clock, EventBus, Metrics, QuotaStore } from './ports.ts';

export interface ReserveQuotaDeps {
  readonly settings: Pick<ProxySettings, 'meter' | 'quotas'> & {
    readonly upstream: { readonly name: string };
  };
  readonly quotas: QuotaStore;
  readonly events: EventBus;
  readonly metrics: Metrics;
  readonly now: Clock;
  readonly stage: string;
}

/** What was taken of a quota for one call. */
export interface Reservation {
  readonly counter: string;
  readonly taken: Amounts;
}

/** A counter outlives its period by this long, so that usage can still be looked up. */
const KEPT_MS = 35 * 86_400_000;

/**
 * Takes what a call will cost from the caller's hard quota, in one conditional write: of any number of calls at once none
 * takes the last unit twice. `undefined` where the plan has none for this upstream. Rejects with `quota.exhausted`, or with
 * `gateway.unavailable` where the counter cannot be asked: a quota that cannot be counted is not given away.
 */
export async function reserveQuota(deps: ReserveQuotaDeps, call: Call): Promise<Reservation | undefined> {
  const { plan } = call.caller;
  const quota = Object.hasOwn(deps.settings.quotas, plan) ? deps.settings.quotas[plan] : undefined;
  if (quota === undefined) return undefined;
  const now = deps.now();
  const { upstream, meter } = deps.settings;
  const period = quotaPeriod(quota.per, quota.zone, now);
  const counter = counterName(quota, call.caller, upstream.name, period);
  const taken = limited(callCost(meter, call), quota);
  const expiresAt = Math.ceil((period.endsAt.getTime() + KEPT_MS) / 1000);
  const left = await deps.quotas.take(counter, taken, quota.limits, expiresAt).catch((cause: unknown) => {
    deps.metrics.count('QuotaCountFailed');
    throw new Fault('gateway.unavailable', { cause });
  });
  if (left) return { counter, taken };
  deps.metrics.count('QuotaExhausted');
  await tell(deps, call, counter, taken, period.endsAt);
  const waitMs = period.endsAt.getTime() - now.getTime();
  throw new Fault('quota.exhausted', { retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) });
}

/** Only what the quota limits is counted. */
const limited = (cost: Amounts, { limits }: HardQuota): Amounts =>
  Object.fromEntries(Object.entries(cost).filter(([unit]) => limits[unit as Unit] !== undefined));

/** Once in a period, so that a client that goes on trying does not fill the bus. That it is down stops nothing. */
async function tell(
  deps: ReserveQuotaDeps,
  call: Call,
  counter: string,
  taken: Amounts,
  endsAt: Date,
): Promise<void> {
  const { keyId, client, plan } = call.caller;
  const at = deps.now().toISOString();
  try {
    if (!(await deps.quotas.markTold(counter, at))) return;
    await deps.events.publish('quota.exhausted', {
      ...{ version: EVENT_VERSION, stage: deps.stage, eventId: `${counter}#exhausted`, at },
      ...{ keyId, client, plan, unit: Object.keys(taken).join(' '), resetsAt: endsAt.toISOString() },
    });
  } catch {
    deps.metrics.count('EventPublishFailed');
  }
}
