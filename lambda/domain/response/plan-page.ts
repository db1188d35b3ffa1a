import {
  PAGE_PAUSE_MS,
  type PageItem,
  TRIP_WINDOW_MS,
  type TripItem,
} from '../../../contract/honeytokens.ts';
import { windowOf } from './due-trips.ts';

/** Whoever began to send a page this long ago is dead: the function's timeout is shorter. */
const SENDING_MS_MAX = 120_000;

export type PagePlan =
  | { readonly kind: 'none' }
  /** A page that was begun and never ended. It may have left, so it counts as told. */
  | { readonly kind: 'unsure'; readonly last: PageItem }
  /** `fresh` uses that nobody was told of; `told` are all that will have been. */
  | { readonly kind: 'page'; readonly fresh: number; readonly told: PageItem['told'] };

/** Whether people are to be told now of what the open records of one honeytoken count. */
export function planPage(records: readonly TripItem[], last: PageItem | undefined, now: Date): PagePlan {
  const told = Object.fromEntries(records.map(({ entry, hits }) => [entry, hits]));
  const fresh = records.reduce((sum, record) => sum + untold(record, last), 0);
  if (last === undefined) return fresh > 0 ? { kind: 'page', fresh, told } : { kind: 'none' };
  const age = now.getTime() - Date.parse(last.pagedAt);
  if (last.state === 'sending') return age < SENDING_MS_MAX ? { kind: 'none' } : { kind: 'unsure', last };
  return fresh > 0 && age >= PAGE_PAUSE_MS ? { kind: 'page', fresh, told } : { kind: 'none' };
}

/** Whether nothing more will come of a record: its window is over, all is answered, and people know of every use. */
export function isSettled(record: TripItem, last: PageItem | undefined, now: Date): boolean {
  const endsAt = Date.parse(windowOf(record)) + TRIP_WINDOW_MS;
  // A use at the very end may be recorded a little later.
  return isAnswered(record) && now.getTime() > endsAt + 60_000 && untold(record, last) === 0;
}

/** Whether every source that a record describes was answered. */
export const isAnswered = ({ sources, answers = {} }: TripItem): boolean =>
  sources.every((source) => answers[source] !== undefined);

const untold = ({ entry, hits }: TripItem, last: PageItem | undefined): number =>
  Math.max(0, hits - (last?.told[entry] ?? 0));
