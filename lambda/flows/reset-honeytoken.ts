import { HONEYTOKEN_ENTRIES, type PageItem, type TripItem } from '../../contract/honeytokens.ts';
import { OperatorFault } from '../domain/operator-fault.ts';
import type { Placements, TripBook } from './decoy-ports.ts';
import type { ActionLog, Random } from './operator-ports.ts';
import type { Clock } from './ports.ts';
import type { PageBook } from './response/response-ports.ts';

export interface ResetHoneytokenDeps {
  readonly trips: Pick<TripBook, 'of'>;
  readonly placements: Pick<Placements, 'find' | 'change'>;
  readonly pages: PageBook;
  readonly actions: ActionLog;
  readonly operator: string;
  readonly random: Random;
  readonly now: Clock;
  readonly auditRetentionDays: number;
}

/** Records that still count lie within it. */
const OPEN_MS_MAX = 24 * 3_600_000;
/** No page was sent since: the next use need not wait for the pause between pages to end. */
const NEVER = new Date(0).toISOString();

/**
 * Notes that the uses so far are dealt with, so that the next one pages at once. Gives back how many uses that were. The
 * record of them stays. A decoy that was never used is not reset: the audit trail would name one that nobody knows yet.
 */
export async function resetHoneytoken(deps: ResetHoneytokenDeps, tokenId: string): Promise<number> {
  const last = await deps.pages.last(tokenId);
  const open: TripItem[] = [];
  for await (const item of deps.trips.of(tokenId, new Date(deps.now().getTime() - OPEN_MS_MAX)))
    open.push(item);
  const uses = open.reduce((sum, { entry, hits }) => sum + Math.max(0, hits - resetUntil(last, entry)), 0);
  if (uses === 0 && (last === undefined || last.pagedAt === NEVER))
    throw new OperatorFault(
      'input.refused',
      `there is nothing to reset: ${tokenId} was not used since it was planted or last reset`,
      'see `honeytokens trips`',
    );
  if (last?.state === 'sending') throw changed(tokenId, 'people are being told of a use just now');
  return deps.actions.during({ action: 'honeytokens.reset', subject: tokenId }, async () => {
    const told = Object.fromEntries(open.map(({ entry, hits }) => [entry, hits]));
    if (!(await deps.pages.replace(last, resetPage(deps, tokenId, told))))
      throw changed(tokenId, 'it was used, or reset by somebody else, at the same time');
    await acknowledge(deps, tokenId);
    return { result: uses, after: { uses: String(uses) } };
  });
}

/** Uses of a record that a reset has dealt with; what was only paged of is not. */
const resetUntil = (last: PageItem | undefined, entry: string): number =>
  last?.pagedAt === NEVER ? (last.told[entry] ?? 0) : 0;

const resetPage = (
  { random, now, auditRetentionDays }: ResetHoneytokenDeps,
  tokenId: string,
  told: PageItem['told'],
): PageItem => ({
  ...{ tokenId, entry: `${HONEYTOKEN_ENTRIES.pagePrefix}last`, pagedAt: NEVER, state: 'sent', told },
  pageId: Buffer.from(random(12)).toString('hex'),
  expiresAt: Math.floor(now().getTime() / 1_000) + auditRetentionDays * 86_400,
});

/** Routes and secrets have no placement. */
async function acknowledge(
  { placements, operator, now }: ResetHoneytokenDeps,
  tokenId: string,
): Promise<void> {
  const placement = await placements.find(tokenId);
  if (placement !== undefined)
    await placements.change(placement, { acknowledgedBy: operator, acknowledgedAt: now().toISOString() });
}

const changed = (tokenId: string, why: string): OperatorFault =>
  new OperatorFault(
    'honeytoken.changed',
    `${tokenId} was not reset: ${why}`,
    'look at `honeytokens trips`, then run the command again',
  );
