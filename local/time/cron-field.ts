/** What one field of a cron expression accepts. */
export interface CronField {
  readonly min: number;
  readonly max: number;
  /** Names that stand for numbers from `min` on: `JAN`, `SUN`. */
  readonly names?: readonly string[];
}

/** Reads `,` `-` `*` and `/`; undefined if the text is not of this form. */
export function cronValues(text: string, field: CronField): ReadonlySet<number> | undefined {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const [range = '', step, ...rest] = part.split('/');
    const every = step === undefined ? 1 : Number(step);
    const bounds = boundsOf(range, step !== undefined, field);
    if (bounds === undefined || rest.length > 0 || !Number.isInteger(every) || every < 1) return undefined;
    const [from, to] = bounds;
    // A range may wrap around: 20-2 is from 20 over midnight to 2.
    const span = to >= from ? to - from : to - from + (field.max - field.min + 1);
    for (let i = 0; i <= span; i += every)
      values.add(field.min + ((from - field.min + i) % (field.max - field.min + 1)));
  }
  return values;
}

function boundsOf(range: string, stepped: boolean, field: CronField): readonly [number, number] | undefined {
  if (range === '*') return [field.min, field.max];
  const [first = '', last, ...rest] = range.split('-');
  const from = cronNumber(first, field);
  const to = last === undefined ? (stepped ? field.max : from) : cronNumber(last, field);
  return from === undefined || to === undefined || rest.length > 0 ? undefined : [from, to];
}

export function cronNumber(text: string, { min, max, names = [] }: CronField): number | undefined {
  const named = names.indexOf(text.toUpperCase());
  const value = named >= 0 ? named + min : /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : undefined;
}
