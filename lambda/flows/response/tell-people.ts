import type { PageItem, TripItem } from '../../../contract/honeytokens.ts';
import type { ResponsePolicy } from '../../../contract/response-policy.ts';
import { pageText } from '../../domain/response/page-text.ts';
import { type PagePlan, planPage } from '../../domain/response/plan-page.ts';
import type { Random } from '../operator-ports.ts';
import type { Clock, Metrics } from '../ports.ts';
import type { Unfinished } from './answer-trips.ts';
import { claimPage } from './claim-page.ts';
import type { PageBook, Pager, Placements, TripDesk } from './response-ports.ts';

export interface TellPeopleDeps {
  readonly policy: ResponsePolicy;
  readonly desk: TripDesk;
  readonly placements: Placements;
  readonly book: PageBook;
  readonly pager: Pager;
  readonly metrics: Metrics;
  readonly random: Random;
  readonly now: Clock;
  readonly stage: string;
  readonly retentionDays: number;
}

/** Older records were told of long ago, or wait for something else than a page. */
const OPEN_MS_MAX = 24 * 3_600_000;
const NEVER = new Date(0).toISOString();

/**
 * Pages about a honeytoken if that is due. The page is claimed before it leaves, so of many who want to send it one does, and
 * none that may have left is sent again: where nobody knows, that is counted as a failure, which raises an alarm. Gives back
 * whether all that is due was told.
 */
export async function tellPeople(
  deps: TellPeopleDeps,
  tokenId: string,
  unfinished: Unfinished,
): Promise<boolean> {
  const now = deps.now();
  const records = await deps.desk.openOf(tokenId, new Date(now.getTime() - OPEN_MS_MAX));
  const last = await deps.book.last(tokenId);
  const plan = planPage(records, last, now);
  if (plan.kind === 'none') return true;
  if (plan.kind === 'page') return page(deps, { tokenId, records, last, plan, unfinished });
  // Whoever notes it tells of it; the next page follows after the usual pause.
  return !(await deps.book.replace(plan.last, { ...plan.last, state: 'unsure' }));
}

interface Due {
  readonly tokenId: string;
  readonly records: readonly TripItem[];
  readonly last: PageItem | undefined;
  readonly plan: Extract<PagePlan, { kind: 'page' }>;
  readonly unfinished: Unfinished;
}

async function page(
  deps: TellPeopleDeps,
  { tokenId, records, last, plan, unfinished }: Due,
): Promise<boolean> {
  const { book, pager, placements, metrics, stage } = deps;
  // A page without its place is better than none.
  const planted = await placements.find(tokenId).catch(() => undefined);
  const now = deps.now();
  const claim = claimPage(deps, { tokenId, told: plan.told, now });
  if (!(await book.replace(last, claim))) return true;
  const rerolls = deps.policy.reroll === 'enforce';
  const outcome = await pager.send(
    pageText({ stage, tokenId, planted, records, unfinished, rerolls, fresh: plan.fresh }),
  );
  if (outcome === 'sent') metrics.count('PageSent');
  const before = { pagedAt: last?.pagedAt ?? NEVER, told: last?.told ?? {} };
  await book.replace(claim, { ...claim, ...(outcome === 'refused' ? before : {}), state: outcome });
  return outcome === 'sent';
}
