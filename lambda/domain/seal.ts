import { createHmac, timingSafeEqual } from 'node:crypto';
import type { KeyItem } from '../../contract/tables.ts';

const SEAL_BYTES = 32;

/** The seal of an ordinary key: random, so that nobody without the seal key can tell it from a honeytoken's. */
export function plainSeal(random: Uint8Array): string {
  if (random.length !== SEAL_BYTES) throw new RangeError(`a seal needs ${SEAL_BYTES} random bytes`);
  return Buffer.from(random).toString('hex');
}

/**
 * The seal of a honeytoken: a keyed hash of its key id, as long as a random one and as evenly spread. A reroll keeps id and
 * seal, so what takes over from a decoy is a decoy, and whoever rerolls it needs to know nothing.
 */
export const decoySeal = (sealKey: string, id: string): string =>
  createHmac('sha256', Buffer.from(sealKey, 'hex')).update(id).digest('hex');

/** Whether a record is a honeytoken's. Without a seal key none was ever planted. */
export function isDecoy(key: Pick<KeyItem, 'id' | 'seal'>, sealKey: string | undefined): boolean {
  if (sealKey === undefined || typeof key.seal !== 'string') return false;
  const [seal, expected] = [Buffer.from(key.seal), Buffer.from(decoySeal(sealKey, key.id))];
  return seal.length === expected.length && timingSafeEqual(seal, expected);
}
