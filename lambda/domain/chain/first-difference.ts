export interface Difference {
  readonly what: 'edited' | 'deleted' | 'inserted' | 'swapped';
  /** Where both lists part. */
  readonly at: number;
}

/** Where a list of digests stops being what it should be, and how; `undefined` if it never does. */
export function firstDifference(
  expected: readonly Buffer[],
  found: readonly Buffer[],
): Difference | undefined {
  const longest = Math.max(expected.length, found.length);
  for (let at = 0; at < longest; at += 1) {
    const [due, there] = [expected[at], found[at]];
    if (due === undefined) return { what: 'inserted', at };
    if (there === undefined) return { what: 'deleted', at };
    if (due.equals(there)) continue;
    const dueLater = holds(found, due, at + 1);
    const thereLater = holds(expected, there, at + 1);
    if (dueLater) return { what: thereLater ? 'swapped' : 'inserted', at };
    return { what: thereLater ? 'deleted' : 'edited', at };
  }
  return undefined;
}

const holds = (list: readonly Buffer[], digest: Buffer, from: number): boolean =>
  list.some((one, n) => n >= from && one.equals(digest));
