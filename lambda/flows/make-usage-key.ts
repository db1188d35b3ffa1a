import { OperatorFault } from '../domain/operator-fault.ts';
import { isPooled, pooledUsageKey } from '../domain/pooled-usage-key.ts';
import type { Random, UsageKeys } from './operator-ports.ts';

export interface MakeUsageKeyDeps {
  readonly usageKeys: UsageKeys;
  readonly random: Random;
  readonly stage: string;
  /** Plan name → usage plan id. */
  readonly plans: Readonly<Record<string, string>>;
  /** Plans whose keys share one usage key. */
  readonly pools: readonly string[];
}

export interface UsageKey {
  readonly usageKey: string;
  readonly usageKeyId: string;
}

interface Holder {
  readonly id: string;
  readonly client: string;
  readonly plan: string;
}

/**
 * Makes the API Gateway key that a client key is metered by, on its plan, or finds the one that the plan's keys share. What
 * fails leaves none behind, as far as possible.
 */
export async function makeUsageKey(deps: MakeUsageKeyDeps, holder: Holder): Promise<UsageKey> {
  const { usageKeys, random, stage, plans, pools } = deps;
  const planId = planIdOf(plans, holder.plan);
  if (pools.includes(holder.plan)) return sharedUsageKey(deps, holder.plan, planId);
  const key = {
    name: `sallyport-${stage}-${holder.id}`,
    description: `Usage of ${holder.id} (${holder.client}). Not a credential.`,
    value: Buffer.from(random(32)).toString('hex'),
  };
  return attached(usageKeys, planId, key);
}

/** Of two operators who make a pool's key at once, both use the older one. */
async function sharedUsageKey(
  { usageKeys, random, stage }: MakeUsageKeyDeps,
  plan: string,
  planId: string,
): Promise<UsageKey> {
  const name = `sallyport-${stage}-pool-${plan}`;
  const [known] = await usageKeys.named(name);
  if (known !== undefined) {
    await usageKeys.attach(known.id, planId); // whoever made it may have stopped before
    return { usageKey: known.value, usageKeyId: known.id };
  }
  const description = `Usage of every key on the plan ${plan}. Not a credential.`;
  const made = await attached(usageKeys, planId, { name, description, value: pooledUsageKey(random(32)) });
  const [first] = await usageKeys.named(name);
  if (first === undefined || first.id === made.usageKeyId) return made;
  await usageKeys.remove(made.usageKeyId).catch(() => undefined);
  return { usageKey: first.value, usageKeyId: first.id };
}

async function attached(
  usageKeys: UsageKeys,
  planId: string,
  key: { readonly name: string; readonly description: string; readonly value: string },
): Promise<UsageKey> {
  const usageKeyId = await usageKeys.create(key);
  try {
    await usageKeys.attach(usageKeyId, planId);
  } catch (error) {
    await usageKeys.remove(usageKeyId).catch(() => undefined);
    throw error;
  }
  return { usageKey: key.value, usageKeyId };
}

/** Deletes the usage key of a client key that no longer needs it; one that is shared stays. Rejects when AWS does. */
export async function removeUsageKey(
  usageKeys: UsageKeys,
  { usageKey, usageKeyId }: UsageKey,
): Promise<void> {
  if (!isPooled(usageKey)) await usageKeys.remove(usageKeyId);
}

/** Harmless if it stays: it opens nothing. */
export const dropUsageKey = (usageKeys: UsageKeys, usage: UsageKey): Promise<void> =>
  removeUsageKey(usageKeys, usage).catch(() => undefined);

/** The id of a usage plan; rejects a plan that the gateway does not have. */
export function planIdOf(plans: Readonly<Record<string, string>>, plan: string): string {
  const planId = Object.hasOwn(plans, plan) ? plans[plan] : undefined;
  if (planId !== undefined) return planId;
  throw new OperatorFault('input.refused', `there is no plan ${plan}`, 'choose a plan of the config');
}
