import { OperatorFault } from '../domain/operator-fault.ts';
import type { Random, UsageKeys } from './operator-ports.ts';

export interface MakeUsageKeyDeps {
  readonly usageKeys: UsageKeys;
  readonly random: Random;
  readonly stage: string;
  /** Plan name → usage plan id. */
  readonly plans: Readonly<Record<string, string>>;
}

export interface UsageKey {
  readonly usageKey: string;
  readonly usageKeyId: string;
}

/** Makes the API Gateway key that a client key is metered by, on its plan. What fails leaves none behind, as far as possible. */
export async function makeUsageKey(
  { usageKeys, random, stage, plans }: MakeUsageKeyDeps,
  { id, client, plan }: { readonly id: string; readonly client: string; readonly plan: string },
): Promise<UsageKey> {
  const planId = planIdOf(plans, plan);
  const usageKey = Buffer.from(random(32)).toString('hex');
  const usageKeyId = await usageKeys.create({
    name: `sallyport-${stage}-${id}`,
    description: `Usage of ${id} (${client}). Not a credential.`,
    value: usageKey,
  });
  try {
    await usageKeys.attach(usageKeyId, planId);
  } catch (error) {
    await dropUsageKey(usageKeys, usageKeyId);
    throw error;
  }
  return { usageKey, usageKeyId };
}

/** Harmless if it stays: it opens nothing. */
export const dropUsageKey = (usageKeys: UsageKeys, usageKeyId: string): Promise<void> =>
  usageKeys.remove(usageKeyId).catch(() => undefined);

/** The id of a usage plan; rejects a plan that the gateway does not have. */
export function planIdOf(plans: Readonly<Record<string, string>>, plan: string): string {
  const planId = Object.hasOwn(plans, plan) ? plans[plan] : undefined;
  if (planId !== undefined) return planId;
  throw new OperatorFault('input.refused', `there is no plan ${plan}`, 'choose a plan of the config');
}
