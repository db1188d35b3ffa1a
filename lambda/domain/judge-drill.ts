/** Something that a drill looked at: whether it was as it has to be, and how it was. */
export interface Sight {
  readonly holds: boolean;
  readonly seen: string;
}

/** How long something took, or why it did not happen. `unenforced` is what the policy or a guardrail wants. */
export type Took =
  | { readonly kind: 'after'; readonly ms: number }
  | { readonly kind: 'never'; readonly waitedMs: number }
  | { readonly kind: 'unenforced'; readonly because: string };

/** What is promised of times, in milliseconds from the request. */
export const DRILL_LIMITS_MS = { detection: 2_000, response: 5_000, alert: 10_000 } as const;
export type DrillTime = keyof typeof DRILL_LIMITS_MS;
export const DRILL_TIMES = ['detection', 'response', 'alert'] as const;

/** What a drill saw. */
export type DrillSighting =
  | { readonly kind: 'skipped'; readonly because: string }
  | {
      readonly kind: 'played';
      readonly sights: readonly Sight[];
      /** Absent where nothing of the kind is promised: a refusal that is its own detection raises no alarm. */
      readonly times?: Readonly<Partial<Record<DrillTime, Took>>>;
    };

export type DrillResult = 'pass' | 'fail' | 'skipped';

export interface DrillVerdict {
  readonly result: DrillResult;
  /** In words; of a failure only what failed. */
  readonly seen: string;
}

/** Whether what was seen is what is promised. A drill that looked at nothing has shown nothing, and fails. */
export function judgeDrill(sighting: DrillSighting): DrillVerdict {
  if (sighting.kind === 'skipped') return { result: 'skipped', seen: sighting.because };
  const { sights, times = {} } = sighting;
  const late = DRILL_TIMES.flatMap((name) => complaint(name, times[name]));
  const wrong = [...sights.filter(({ holds }) => !holds).map(({ seen }) => seen), ...late];
  if (sights.length === 0) wrong.push('nothing was looked at');
  if (wrong.length > 0) return { result: 'fail', seen: wrong.join('; ') };
  return { result: 'pass', seen: sights.map(({ seen }) => seen).join('; ') };
}

function complaint(name: DrillTime, took: Took | undefined): readonly string[] {
  const limit = DRILL_LIMITS_MS[name];
  if (took?.kind === 'never') return [`no ${name} within ${secondsText(took.waitedMs)}`];
  if (took?.kind === 'after' && !(took.ms <= limit))
    return [`${name} after ${secondsText(took.ms)}, later than ${secondsText(limit)}`];
  return [];
}

export const secondsText = (ms: number): string => `${(ms / 1_000).toFixed(2)} s`;
