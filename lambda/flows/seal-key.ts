import { SEAL_KEY_SETTLED_MS, WATCH_LIST } from '../../contract/watch-list.ts';
import { OperatorFault } from '../domain/operator-fault.ts';
import type { SealKeys } from './decoy-ports.ts';
import type { Random } from './operator-ports.ts';
import type { Clock } from './ports.ts';

/** The key that tells decoys; `undefined` where none was ever planted. Rejects for whoever may not read it. */
export async function sealKeyOf(seals: Pick<SealKeys, 'find'>, why: string): Promise<string | undefined> {
  const found = await seals.find();
  if (found.kind === 'denied')
    throw new OperatorFault(
      'aws.refused',
      `${why}: ${found.fault.message}`,
      'use credentials that may read the honeytokens table (dynamodb:GetItem, and kms:Decrypt with its key); docs/honeytokens.md says who should',
      { cause: found.fault },
    );
  return found.kind === 'known' ? found.item.sealKey : undefined;
}

export interface ReadySealKeyDeps {
  readonly seals: SealKeys;
  readonly random: Random;
  readonly now: Clock;
  readonly pause: (ms: number) => Promise<void>;
}

/**
 * The key that tells decoys, made with the first one. Resolves when every authorizer knows it: until then a decoy would be
 * let in. Whoever comes second waits as long as whoever made it.
 */
export async function readySealKey(deps: ReadySealKeyDeps): Promise<string> {
  const { seals, random, now, pause } = deps;
  if ((await sealKeyOf(seals, 'a honeytoken cannot be sealed')) === undefined)
    await seals.add({
      tokenId: WATCH_LIST.partition,
      entry: WATCH_LIST.sealKeyEntry,
      sealKey: Buffer.from(random(32)).toString('hex'),
      createdAt: now().toISOString(),
    });
  const found = await seals.find();
  if (found.kind !== 'known')
    throw new OperatorFault('honeytoken.changed', 'the seal key is gone again', 'run the command again');
  const ageMs = now().getTime() - Date.parse(found.item.createdAt);
  // A clock that is behind the maker's must not wait for longer than a key takes to be known.
  const leftMs = Math.min(SEAL_KEY_SETTLED_MS, SEAL_KEY_SETTLED_MS - ageMs);
  if (leftMs > 0) await pause(leftMs);
  return found.item.sealKey;
}
