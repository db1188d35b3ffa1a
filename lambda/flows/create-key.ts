import type { KeyItem } from '../../contract/tables.ts';
import { hashClientKey, mintClientKey } from '../domain/client-key.ts';
import { keyIdOf } from '../domain/key-id.ts';
import type { KeyRequest } from '../domain/key-request.ts';
import { keyState } from '../domain/key-view.ts';
import { OperatorFault } from '../domain/operator-fault.ts';
import type { Secret } from '../domain/secret.ts';
import type { ActionLog, KeyRegistry, Random, UsageKeys } from './operator-ports.ts';
import type { Clock } from './ports.ts';

export interface CreateKeyDeps {
  readonly registry: KeyRegistry;
  readonly usageKeys: UsageKeys;
  readonly actions: ActionLog;
  readonly random: Random;
  readonly now: Clock;
  readonly stage: string;
  /** Plan name → usage plan id. */
  readonly plans: Readonly<Record<string, string>>;
}

export interface CreatedKey {
  readonly record: KeyItem;
  /** Exists nowhere else: whoever drops it has lost the key. */
  readonly key: Secret;
}

/**
 * Mints a client key. The put of its record is the only commit point: whatever fails before leaves at most a usage key that
 * opens nothing, and the usage key is there before a client can need it. A put whose answer was lost can leave a record of
 * a key that nobody has ever seen; without its usage key it does not work, and the fault names it so that it can be revoked.
 */
export async function createKey(deps: CreateKeyDeps, request: KeyRequest): Promise<CreatedKey> {
  const planId = Object.hasOwn(deps.plans, request.plan) ? deps.plans[request.plan] : undefined;
  if (planId === undefined)
    throw new OperatorFault(
      'input.refused',
      `there is no plan ${request.plan}`,
      'choose a plan of the config',
    );
  const id = keyIdOf(deps.random(14));
  return deps.actions.during({ action: 'keys.create', subject: id }, async () => {
    const created = await mintKey(deps, request, id, planId);
    return { result: created, after: keyState(created.record) };
  });
}

async function mintKey(
  deps: CreateKeyDeps,
  request: KeyRequest,
  id: string,
  planId: string,
): Promise<CreatedKey> {
  const key = mintClientKey(deps.stage, deps.random(32));
  const usageKey = Buffer.from(deps.random(32)).toString('hex');
  const usageKeyId = await deps.usageKeys.create({
    name: `sallyport-${deps.stage}-${id}`,
    description: `Usage of ${id} (${request.client}). Not a credential.`,
    value: usageKey,
  });
  const record: KeyItem = {
    ...request,
    ...{ keyHash: hashClientKey(key.reveal()), id, usageKey, usageKeyId },
    state: 'active',
    createdAt: deps.now().toISOString(),
    bait: false,
  };
  try {
    await deps.usageKeys.attach(usageKeyId, planId);
    await commit(deps.registry, record);
  } catch (error) {
    await deps.usageKeys.remove(usageKeyId).catch(() => undefined); // harmless if it stays; the first failure is the news
    throw error;
  }
  return { record, key };
}

async function commit(registry: KeyRegistry, record: KeyItem): Promise<void> {
  await registry.add(record).catch((cause: unknown) => {
    const reason = cause instanceof OperatorFault ? cause : undefined;
    throw new OperatorFault(
      'key.unwritten',
      `the record of ${record.id} may not have been written${reason === undefined ? '' : `: ${reason.message}`}`,
      `${reason === undefined ? '' : `${reason.fix}; `}if \`keys show ${record.id}\` finds it, revoke it: nobody has the key`,
      { cause },
    );
  });
}
