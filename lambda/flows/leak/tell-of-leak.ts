import { PAGE_PAUSE_MS } from '../../../contract/honeytokens.ts';
import { type LeakPageFacts, leakPageText } from '../../domain/leak/leak-page-text.ts';
import type { Random } from '../operator-ports.ts';
import type { Clock, Metrics } from '../ports.ts';
import { claimPage } from '../response/claim-page.ts';
import type { PageBook, Pager } from '../response/response-ports.ts';

export interface TellOfLeakDeps {
  readonly book: PageBook;
  readonly pager: Pager;
  readonly metrics: Metrics;
  readonly random: Random;
  readonly now: Clock;
  readonly stage: string;
  readonly retentionDays: number;
}

/** Whoever began to send a page this long ago is dead, or will tell of it himself; an event comes again after a minute. */
const SENDING_MS_MAX = 30_000;

/**
 * Pages about a key in public, once in fifteen minutes for each key, however many places are reported. The page is claimed before
 * it leaves, so none that may have left is sent again. Nobody is woken for what opens nothing. Gives back whether all that is due
 * was told.
 */
export async function tellOfLeak(
  deps: TellOfLeakDeps,
  facts: Omit<LeakPageFacts, 'stage'>,
): Promise<boolean> {
  const { outcome, leak } = facts;
  if (outcome.kind === 'dead' || outcome.kind === 'gone') return true;
  const { book, pager, metrics, stage } = deps;
  const now = deps.now();
  const tokenId = `leak:${leak.keyId}`;
  const last = await book.last(tokenId);
  if (last !== undefined && last.state !== 'refused') {
    const age = now.getTime() - Date.parse(last.pagedAt);
    if (last.state === 'sending' && age > SENDING_MS_MAX) {
      // Whoever sent it died: whoever notes that tells of it.
      if (await book.replace(last, { ...last, state: 'unsure' })) metrics.count('ResponderFailed');
      return true;
    }
    if (age < PAGE_PAUSE_MS || ('again' in outcome && outcome.again)) return true;
  }
  const claim = claimPage(deps, { tokenId, told: {}, now });
  if (!(await book.replace(last, claim))) return true;
  const sent = await pager.send(leakPageText({ ...facts, stage }));
  if (sent === 'sent') metrics.count('PageSent');
  await book.replace(claim, { ...claim, state: sent });
  // Sent again it could arrive twice: where nobody knows, an alarm tells so in its place.
  if (sent === 'unsure') metrics.count('ResponderFailed');
  return sent !== 'refused';
}
