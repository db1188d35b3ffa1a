import { SIGNERS, type SignersItem } from '../../contract/token-tables.ts';

/** The list before any key signed. */
export const NO_SIGNERS: SignersItem = { id: SIGNERS.list, version: 0, keys: {} };

/** The list with one key more; the same list if the key is on it already. Keys that no living token can bear are left out. */
export function withSigner(list: SignersItem, kid: string, x: string, now: Date): SignersItem {
  if (list.keys[kid]?.x === x) return list;
  return { ...list, version: list.version + 1, keys: { ...living(list, now), [kid]: { x } } };
}

/**
 * The list once this key alone signs: every other one ends when the last token that it signed is over. The same list if
 * that is what it says.
 */
export function withOneSigning(
  list: SignersItem,
  kid: string,
  now: Date,
  lastForSeconds: number,
): SignersItem {
  const endsAt = Math.ceil(now.getTime() / 1000) + lastForSeconds;
  const open = Object.entries(list.keys).filter(([id, { endsAt: ends }]) => id !== kid && ends === undefined);
  if (open.length === 0) return list;
  const ended = open.map(([id, { x }]) => [id, { x, endsAt }] as const);
  return { ...list, version: list.version + 1, keys: { ...list.keys, ...Object.fromEntries(ended) } };
}

const living = ({ keys }: SignersItem, now: Date): SignersItem['keys'] =>
  Object.fromEntries(
    Object.entries(keys).filter(([, { endsAt }]) => endsAt === undefined || endsAt * 1000 > now.getTime()),
  );
