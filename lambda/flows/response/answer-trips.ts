import type { TripItem } from '../../../contract/honeytokens.ts';
import { answerWords, isUnfinished, type Outcomes } from '../../domain/response/answer-words.ts';
import { dueTrips, windowOf } from '../../domain/response/due-trips.ts';
import type { TripFacts } from '../../domain/trip-facts.ts';
import { type BlockSourceDeps, blockSource } from './block-source.ts';
import { type OpenFindingDeps, openFinding } from './open-finding.ts';
import { type QuarantineBesideDeps, quarantineBeside } from './quarantine-beside.ts';
import { type RerollBesideDeps, rerollBeside } from './reroll-beside.ts';
import type { Placements, TripDesk } from './response-ports.ts';

export interface AnswerTripsDeps
  extends BlockSourceDeps,
    QuarantineBesideDeps,
    RerollBesideDeps,
    OpenFindingDeps {
  readonly desk: TripDesk;
  readonly placements: Placements;
}

/** Range → what was tried about it, in words, where something is left to do. */
export type Unfinished = Readonly<Record<string, string>>;

/**
 * Does what is to be done about the uses that a record describes and nobody has answered, of one source or of all. An action
 * that fails keeps none of the others back; its use stays unanswered.
 */
export async function answerTrips(
  deps: AnswerTripsDeps,
  record: TripItem,
  only?: string,
): Promise<Unfinished> {
  const unfinished: Record<string, string> = {};
  const place = { tokenId: record.tokenId, window: windowOf(record) };
  for (const facts of dueTrips(record, only)) {
    const outcomes = await act(deps, facts);
    const words = answerWords(outcomes);
    if (isUnfinished(outcomes)) unfinished[facts.source] = words;
    else await deps.desk.answer(place, facts.source, words);
  }
  return unfinished;
}

async function act(deps: AnswerTripsDeps, facts: TripFacts): Promise<Outcomes> {
  const planted = deps.placements.find(facts.tokenId);
  const failing = (action: string) => (error: unknown) => {
    deps.logFailure(action, error);
    return { kind: 'failed' } as const;
  };
  const rerolled = planted.then((place) => rerollBeside(deps, facts, place)).catch(failing('reroll'));
  const [block, reroll, quarantine, finding] = await Promise.all([
    blockSource(deps, facts, () => planted.catch(() => undefined)).catch(failing('block')),
    rerolled,
    rerolled
      // A quarantine would take the new key away as well.
      .then(async ({ kind }) =>
        kind === 'rerolled' ? ({ kind: 'spared' } as const) : quarantineBeside(deps, facts, await planted),
      )
      .catch(failing('quarantine')),
    // A finding without its place is better than none.
    planted
      .catch(() => undefined)
      .then((place) => openFinding(deps, facts, place))
      .catch(failing('finding')),
  ]);
  return { block, reroll, quarantine, finding };
}
