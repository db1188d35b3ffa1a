import type { TripItem } from '../../../contract/honeytokens.ts';
import { windowOf } from '../../domain/response/due-trips.ts';
import { isAnswered, isSettled } from '../../domain/response/plan-page.ts';
import type { TripFacts } from '../../domain/trip-facts.ts';
import type { TripLog } from '../honeytoken-ports.ts';
import { type AnswerTripsDeps, answerTrips } from './answer-trips.ts';
import type { TripPlace } from './response-ports.ts';
import { type TellPeopleDeps, tellPeople } from './tell-people.ts';

export interface RespondDeps extends AnswerTripsDeps, TellPeopleDeps {
  readonly trips: TripLog;
}

/**
 * Answers one use of a honeytoken, as often as it is told of it. What is to be done stands in the record, and so does what was
 * done; a use that could not be recorded when it happened is recorded now. False where something is left to do.
 */
export async function respond(deps: RespondDeps, facts: TripFacts): Promise<boolean> {
  const read = await deps.desk.read(facts);
  const described = read?.sources.includes(facts.source) === true;
  if (!described) await deps.trips.record(facts);
  const record = described ? read : await deps.desk.read(facts);
  return record === undefined ? true : settle(deps, record, facts.source);
}

/** Answers every use that a record describes. False where something is left to do. */
export async function answerRecord(deps: RespondDeps, place: TripPlace): Promise<boolean> {
  const record = await deps.desk.read(place);
  return record?.outbox === undefined ? true : settle(deps, record);
}

async function settle(deps: RespondDeps, record: TripItem, only?: string): Promise<boolean> {
  const unfinished = await answerTrips(deps, record, only);
  const told = await tellPeople(deps, record.tokenId, unfinished);
  await moveOn(deps, record);
  return told && Object.keys(unfinished).length === 0;
}

/** What is answered need not be looked at again until its window is over. */
async function moveOn({ desk, book, now }: RespondDeps, before: TripItem): Promise<void> {
  const { tokenId } = before;
  const record = await desk.read({ tokenId, window: windowOf(before) });
  if (record?.outbox === undefined || !isAnswered(record)) return;
  if (isSettled(record, await book.last(tokenId), now())) await desk.moveOn(record, 'settled');
  else if (record.outbox === 'waiting') await desk.moveOn(record, 'counting');
}
