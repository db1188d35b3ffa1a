import { OperatorFault } from '../domain/operator-fault.ts';
import { isDecoy } from '../domain/seal.ts';
import type { SealKeys } from './decoy-ports.ts';
import { findKey } from './find-key.ts';
import type { KeyRegistry } from './operator-ports.ts';

export interface RefuseHoneytokenDeps {
  readonly registry: Pick<KeyRegistry, 'find' | 'allOf'>;
  readonly seals: Pick<SealKeys, 'find'>;
}

/**
 * Keeps an operator who may know what is a honeytoken from working on one by mistake. Whoever may not know is told nothing:
 * what is done to a decoy then goes as it would go for any key, and the decoy stays one.
 */
export async function refuseHoneytoken({ registry, seals }: RefuseHoneytokenDeps, id: string): Promise<void> {
  const found = await seals.find().catch(() => undefined); // a key that leaked is stopped whatever else is down
  if (found?.kind !== 'known' || !isDecoy(await findKey(registry, id), found.item.sealKey)) return;
  throw new OperatorFault(
    'key.unfit',
    `${id} is a honeytoken: no client has it`,
    `look at it with \`honeytokens show ${id}\`; take it away with \`honeytokens remove ${id}\``,
  );
}
