import type { FindingItem } from '../../../contract/detection.ts';
import type { FindingBook } from './detection-ports.ts';

const DAY_MS = 86_400_000;

/** Findings of a time, the newest first. */
export async function readFindings(
  book: FindingBook,
  since: Date,
  until: Date,
): Promise<readonly FindingItem[]> {
  const firstDay = Math.floor(since.getTime() / DAY_MS) * DAY_MS;
  const days: string[] = [];
  for (let day = firstDay; day <= until.getTime(); day += DAY_MS)
    days.push(new Date(day).toISOString().slice(0, 10));
  const found: FindingItem[] = [];
  for (const day of days) found.push(...(await book.ofDay(day)));
  return found
    .filter(({ at }) => at >= since.toISOString() && at <= until.toISOString())
    .sort((a, b) => (a.entry < b.entry ? 1 : -1));
}
