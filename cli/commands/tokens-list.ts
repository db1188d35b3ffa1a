import type { MintedItem } from '../../contract/token-tables.ts';
import { isoOf } from '../../lambda/domain/key-view.ts';
import { findKey } from '../../lambda/flows/find-key.ts';
import type { TokenPorts } from '../ports.ts';
import type { Report } from '../report.ts';

export interface ListedToken {
  readonly id: string;
  readonly keyId: string;
  readonly label: string;
  readonly state: 'live' | 'revoked' | 'over' | 'used up';
  readonly mintedAt: string;
  readonly mintedBy: string;
  readonly expiresAt: string;
  readonly uses: number | null;
  readonly usesLeft: number | null;
  readonly may: unknown;
}

/** The tokens of a key, the newest first; never the tokens themselves. One that is over leaves the list within days. */
export async function tokensList(
  ports: Pick<TokenPorts, 'registry' | 'tokens' | 'now'>,
  keyId: string,
  limit: number,
): Promise<Report<{ readonly items: readonly ListedToken[] }>> {
  await findKey(ports.registry, keyId);
  const items: ListedToken[] = [];
  for await (const item of ports.tokens.ofKey(keyId)) {
    items.push(listed(item, ports.now()));
    if (items.length === limit) break;
  }
  const head = ['ID', 'STATE', 'LABEL', 'EXPIRES', 'USES LEFT', 'MINTED BY'];
  const rows = items.map((item) => [
    ...[item.id, item.state, item.label === '' ? '-' : item.label, item.expiresAt],
    ...[item.usesLeft === null ? 'any' : String(item.usesLeft), item.mintedBy],
  ]);
  return { document: { items }, sheet: { kind: 'table', head, rows } };
}

const listed = (item: MintedItem, now: Date): ListedToken => ({
  id: item.jti,
  keyId: item.keyId,
  label: item.label,
  state: stateOf(item, now),
  mintedAt: item.mintedAt,
  mintedBy: item.mintedBy,
  expiresAt: isoOf(item.expiresAt),
  uses: item.uses ?? null,
  usesLeft: item.left ?? null,
  may: JSON.parse(item.may),
});

function stateOf(item: MintedItem, now: Date): ListedToken['state'] {
  if (item.revokedAt !== undefined) return 'revoked';
  if (item.expiresAt * 1000 <= now.getTime()) return 'over';
  return item.left === 0 ? 'used up' : 'live';
}
