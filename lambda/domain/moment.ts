import { durationMs } from './duration.ts';

const ISO = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?Z)?$/;

/** A moment as an operator writes it: how long ago (`24h`), or a UTC date or time (`2026-11-23`, `2026-11-23T17:00Z`). */
export function momentOf(text: string, now: Date): Date | undefined {
  const agoMs = durationMs(text);
  if (agoMs !== undefined) return new Date(now.getTime() - agoMs);
  const time = ISO.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) return undefined;
  const moment = new Date(time);
  // Some engines roll 30 February over to March; an operator who typed it wants to know.
  return moment.toISOString().startsWith(text.slice(0, 10)) ? moment : undefined;
}
