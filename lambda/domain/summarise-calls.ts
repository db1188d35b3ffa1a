import type { CallRow } from './join-calls.ts';

type Counts = Readonly<Record<string, number>>;

/** What came from one address with one user agent. */
export interface SourceSummary {
  readonly ip: string;
  /** Of the newest call. */
  readonly country: string | null;
  readonly countryFrom: 'sealed' | 'looked-up';
  readonly userAgent: string | null;
  readonly calls: number;
  /** ISO 8601, UTC. */
  readonly firstAt: string;
  readonly lastAt: string;
  readonly verdicts: Counts;
  readonly routes: Counts;
}

/** Calls, the newest first, by where they came from, the busiest source first. */
export function summarise(
  rows: readonly (CallRow & Pick<SourceSummary, 'country' | 'countryFrom'>)[],
): readonly SourceSummary[] {
  const sources = new Map<string, SourceSummary>();
  for (const { country, countryFrom, ip, userAgent, at, verdict, method, upstream, route } of rows) {
    const name = JSON.stringify([ip, userAgent]);
    const known = sources.get(name);
    sources.set(name, {
      ...{ ip, userAgent },
      ...(known === undefined
        ? { country, countryFrom }
        : { country: known.country, countryFrom: known.countryFrom }),
      calls: (known?.calls ?? 0) + 1,
      firstAt: known === undefined || at < known.firstAt ? at : known.firstAt,
      lastAt: known === undefined || at > known.lastAt ? at : known.lastAt,
      verdicts: oneMore(known?.verdicts, verdict),
      routes: oneMore(known?.routes, `${method} ${upstream} ${route}`),
    });
  }
  return [...sources.values()].sort((a, b) => b.calls - a.calls || (a.firstAt < b.firstAt ? -1 : 1));
}

const oneMore = (counts: Counts = {}, name: string): Counts => ({
  ...counts,
  [name]: (Object.hasOwn(counts, name) ? (counts[name] ?? 0) : 0) + 1,
});

/** `allowed 30, route.forbidden 2`: the most frequent first. */
export function countBy(counts: Counts, shown = 3): string {
  const sorted = Object.entries(counts).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const more = sorted.length > shown ? ` and ${sorted.length - shown} more` : '';
  return `${sorted
    .slice(0, shown)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ')}${more}`;
}
