import type { KeyItem } from '../../contract/tables.ts';
import { hashClientKey, mintClientKey } from '../domain/client-key.ts';
import { keyIdOf } from '../domain/key-id.ts';
import type { KeyRequest } from '../domain/key-request.ts';
import { keyState } from '../domain/key-view.ts';
import { OperatorFault } from '../domain/operator-fault.ts';
import { plainSeal } from '../domain/seal.ts';
import type { Secret } from '../domain/secret.ts';
import { dropUsageKey, type MakeUsageKeyDeps, makeUsageKey, planIdOf } from './make-usage-key.ts';
import type { ActionLog, KeyRegistry } from './operator-ports.ts';
import type { Clock } from './ports.ts';

export interface CreateKeyDeps extends MakeUsageKeyDeps {
  readonly registry: KeyRegistry;
  readonly actions: ActionLog;
  readonly now: Clock;
  /** Makes the seal of the record of an id. @default random: an ordinary key */
  readonly sealOf?: (id: string) => string;
}

export interface CreatedKey {
  readonly record: KeyItem;
  /** Exists nowhere else: whoever drops it has lost the key. */
  readonly key: Secret;
}

/**
 * Mints a client key. The put of its record is the only commit point: whatever fails before leaves at most a usage key that
 * opens nothing, and the usage key is there before a client can need it. A put whose answer was lost is looked up, because
 * the key is still in hand. Where that fails as well, there may be a record of a key that nobody has ever seen; without its
 * usage key it does not work, and the fault names it so that it can be revoked.
 */
export async function createKey(
  deps: CreateKeyDeps,
  request: KeyRequest,
  id = keyIdOf(deps.random(14)),
): Promise<CreatedKey> {
  planIdOf(deps.plans, request.plan); // refused before anything is recorded or made
  return deps.actions.during({ action: 'keys.create', subject: id }, async () => {
    const created = await mintKey(deps, request, id);
    return { result: created, after: keyState(created.record) };
  });
}

async function mintKey(deps: CreateKeyDeps, request: KeyRequest, id: string): Promise<CreatedKey> {
  const key = mintClientKey(deps.stage, deps.random(32));
  const keyHash = hashClientKey(key.reveal());
  const seal = deps.sealOf?.(id) ?? plainSeal(deps.random(32));
  const usage = await makeUsageKey(deps, { ...request, id });
  const record: KeyItem = {
    ...request,
    ...usage,
    ...{ keyHash, id, seal },
    state: 'active',
    createdAt: deps.now().toISOString(),
  };
  try {
    await commit(deps.registry, record);
  } catch (error) {
    await dropUsageKey(deps.usageKeys, usage); // harmless if it stays; the first failure is the news
    throw error;
  }
  return { record, key };
}

async function commit(registry: KeyRegistry, record: KeyItem): Promise<void> {
  await registry.add(record).catch(async (cause: unknown) => {
    if ((await registry.find(record.keyHash).catch(() => undefined))?.id === record.id) return;
    const reason = cause instanceof OperatorFault ? cause : undefined;
    throw new OperatorFault(
      'key.unwritten',
      `the record of ${record.id} may not have been written${reason === undefined ? '' : `: ${reason.message}`}`,
      `${reason === undefined ? '' : `${reason.fix}; `}if \`keys show ${record.id}\` finds it, revoke it: nobody has the key`,
      { cause },
    );
  });
}
