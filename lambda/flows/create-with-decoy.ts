import { keyIdOf } from '../domain/key-id.ts';
import type { KeyRequest } from '../domain/key-request.ts';
import { type CreatedKey, createKey } from './create-key.ts';
import type { SealKeys } from './decoy-ports.ts';
import { dropUsageKey } from './make-usage-key.ts';
import { type Place, type PlantHoneytokenDeps, plantHoneytoken } from './plant-honeytoken.ts';
import { removeHoneytoken } from './remove-honeytoken.ts';
import { setKeyState } from './set-key-state.ts';

export interface CreateWithDecoyDeps extends PlantHoneytokenDeps {
  readonly seals: SealKeys;
}

export interface KeyAndDecoy {
  readonly real: CreatedKey;
  readonly decoy: CreatedKey;
}

const UNISSUED = 'it was not handed out';

/**
 * Makes a key and a decoy that asks for the same, which of them first by chance: otherwise the later of two twins in the keys
 * table would be the decoy. Both are there, or neither works.
 */
export async function createWithDecoy(
  deps: CreateWithDecoyDeps,
  sealKey: string,
  request: KeyRequest,
  placeBeside: (id: string) => Omit<Place, 'beside'>,
): Promise<KeyAndDecoy> {
  const [id, decoyId] = [keyIdOf(deps.random(14)), keyIdOf(deps.random(14))];
  const decoyFirst = ((deps.random(1)[0] ?? 0) & 1) === 1;
  const make = () => createKey(deps, request, id);
  const plant = () => plantHoneytoken(deps, sealKey, request, { ...placeBeside(id), beside: id }, decoyId);
  if (decoyFirst) {
    const decoy = await plant();
    return { decoy, real: await make().catch((error: unknown) => undone(removed(deps, decoyId), error)) };
  }
  const real = await make();
  return { real, decoy: await plant().catch((error: unknown) => undone(revoked(deps, real), error)) };
}

/** What cannot be undone is no worse than a key that nobody has; the first failure is the news. */
async function undone(undoing: Promise<unknown>, error: unknown): Promise<never> {
  await undoing.catch(() => undefined);
  throw error;
}

const removed = (deps: CreateWithDecoyDeps, id: string): Promise<unknown> =>
  removeHoneytoken({ ...deps, pause: () => Promise.resolve() }, id, UNISSUED);

async function revoked(deps: CreateWithDecoyDeps, { record }: CreatedKey): Promise<void> {
  await setKeyState(deps, record.id, 'revoke', UNISSUED);
  await dropUsageKey(deps.usageKeys, record);
}
