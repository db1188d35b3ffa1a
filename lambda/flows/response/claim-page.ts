import { HONEYTOKEN_ENTRIES, type PageItem } from '../../../contract/honeytokens.ts';
import type { Random } from '../operator-ports.ts';

export interface ClaimPageDeps {
  readonly random: Random;
  readonly retentionDays: number;
}

/** The entry under which a page is claimed before it leaves; it is in force once the book has taken it. */
export const claimPage = (
  { random, retentionDays }: ClaimPageDeps,
  { tokenId, told, now }: Pick<PageItem, 'tokenId' | 'told'> & { readonly now: Date },
): PageItem => ({
  ...{ tokenId, entry: `${HONEYTOKEN_ENTRIES.pagePrefix}last`, state: 'sending', told },
  pageId: Buffer.from(random(12)).toString('hex'),
  pagedAt: now.toISOString(),
  expiresAt: Math.floor(now.getTime() / 1_000) + retentionDays * 86_400,
});
