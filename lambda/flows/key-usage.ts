import { type HardQuota, UNITS, type Unit } from '../../contract/quota.ts';
import { counterName, quotaPeriod } from '../domain/quota-period.ts';
import { findKey } from './find-key.ts';
import type { GatewayUsage, KeyRegistry, QuotaCounts } from './operator-ports.ts';
import type { Clock } from './ports.ts';

export interface KeyUsageDeps {
  readonly registry: KeyRegistry;
  readonly quotaCounts: QuotaCounts;
  readonly gatewayUsage: GatewayUsage;
  readonly now: Clock;
  /** Plan name → usage plan id. */
  readonly plans: Readonly<Record<string, string>>;
  /** Plan name → upstream name → its hard quota. */
  readonly hardQuotas: Readonly<Record<string, Readonly<Record<string, HardQuota>>>>;
}

/** How much of one limit is used in the period that runs now. */
export interface UsageRow {
  /** Upstream's name, or `gateway` for API Gateway's own count over all upstreams, which is best effort. */
  readonly of: string;
  readonly unit: Unit;
  readonly used: number;
  readonly limit: number;
  readonly per: string;
  /** ISO 8601, UTC; `null` where only API Gateway knows. */
  readonly resetsAt: string | null;
  /** Counted for everybody on the plan. */
  readonly pooled: boolean;
}

export interface KeyUsage {
  readonly id: string;
  readonly client: string;
  readonly plan: string;
  readonly items: readonly UsageRow[];
}

/** What a key has used of every limit of its plan; nothing where the plan has no quota. */
export async function keyUsage(deps: KeyUsageDeps, id: string): Promise<KeyUsage> {
  const item = await findKey(deps.registry, id);
  const { client, plan } = item;
  const quotas = Object.hasOwn(deps.hardQuotas, plan) ? (deps.hardQuotas[plan] ?? {}) : {};
  const hard = Object.entries(quotas).map(([upstream, quota]) =>
    rowsOf(deps, { keyId: id, plan }, upstream, quota),
  );
  const planId = deps.plans[plan];
  const gateway =
    planId === undefined ? undefined : deps.gatewayUsage.of(planId, item.usageKeyId, deps.now());
  const [best, ...rows] = await Promise.all([gateway, ...hard]);
  const soft: readonly UsageRow[] =
    best === undefined ? [] : [{ ...best, of: 'gateway', unit: 'requests', resetsAt: null, pooled: false }];
  return { id, client, plan, items: [...rows.flat(), ...soft] };
}

async function rowsOf(
  deps: KeyUsageDeps,
  holder: { readonly keyId: string; readonly plan: string },
  upstream: string,
  quota: HardQuota,
): Promise<readonly UsageRow[]> {
  const period = quotaPeriod(quota.per, quota.zone, deps.now());
  const counts = await deps.quotaCounts.read(counterName(quota, holder, upstream, period));
  return UNITS.flatMap((unit): UsageRow[] => {
    const limit = quota.limits[unit];
    if (limit === undefined) return [];
    const { per, pooled } = quota;
    const resetsAt = period.endsAt.toISOString();
    return [{ of: upstream, unit, used: counts[unit] ?? 0, limit, per, resetsAt, pooled }];
  });
}
