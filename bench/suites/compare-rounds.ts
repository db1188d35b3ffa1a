import { median, rounded, spread } from '../statistics.ts';

/** Subject → microseconds of CPU per request, one figure per round. */
export type Rounds = Readonly<Record<string, readonly number[]>>;

/** Each subject against one of them, round by round: what slows a whole round down slows both. */
export function compareRounds(rounds: Rounds, against: string) {
  const base = rounds[against] ?? [];
  const measures: Record<string, number> = {};
  const rows = Object.entries(rounds).map(([subject, spent]): (string | number)[] => {
    const ratios = spent.map((micros, round) => micros / (base[round] ?? Number.NaN));
    measures[`${subject} / ${against}`] = rounded(median(ratios), 2);
    return [subject, Math.round(median(spent)), rounded(median(ratios), 2), spread(ratios, 2)];
  });
  return { rows, measures };
}
