const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
/** Ten years: nobody means more, and dates stay far from the end of the calendar. */
const DURATION_MS_MAX = 3_650 * 86_400_000;

/** `30s`, `5m`, `24h`, `90d` in milliseconds; `undefined` for anything else, zero and more than ten years included. */
export function durationMs(text: string): number | undefined {
  const match = /^([1-9][0-9]{0,8})([smhd])$/.exec(text);
  const unitMs = UNIT_MS[match?.[2] ?? ''];
  if (match?.[1] === undefined || unitMs === undefined) return undefined;
  const ms = Number(match[1]) * unitMs;
  return ms <= DURATION_MS_MAX ? ms : undefined;
}
