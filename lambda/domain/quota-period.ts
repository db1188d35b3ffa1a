import type { HardQuota, Period } from '../../contract/quota.ts';

/** One period of a quota. */
export interface QuotaPeriod {
  /** Its start on the clock of its zone, as far as the period's length goes: `2026-11-23`, `2026-11`, `2026-11-23T17`. */
  readonly name: string;
  readonly endsAt: Date;
}

const NAME_LENGTH: Readonly<Record<Period, number>> = { minute: 16, hour: 13, day: 10, month: 7 };
const STEP_MS: Readonly<Record<Period, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  month: 86_400_000,
};
/** Every offset of a zone in use today is a multiple of this. */
const GRAIN_MS = 15 * 60_000;

const formats = new Map<string, Intl.DateTimeFormat>();
const known = new Map<string, QuotaPeriod & { readonly from: number }>();

/** The period that `now` lies in. A day of 23 or 25 hours is one day. */
export function quotaPeriod(per: Period, zone: string, now: Date): QuotaPeriod {
  const at = now.getTime();
  const last = known.get(`${per} ${zone}`);
  if (last !== undefined && at >= last.from && at < last.endsAt.getTime()) return last;
  const name = nameAt(per, zone, at);
  const period = { name, endsAt: new Date(endOf(per, zone, at, name)), from: at };
  known.set(`${per} ${zone}`, period); // zones come from the settings only, so the map is bounded
  return period;
}

/** Steps to a time that has another name, then back to the first instant that has it. */
function endOf(per: Period, zone: string, at: number, name: string): number {
  const grain = per === 'minute' ? 60_000 : GRAIN_MS;
  let after = Math.ceil((at + 1) / grain) * grain;
  const step = Math.max(STEP_MS[per], grain);
  while (nameAt(per, zone, after) === name) after += step;
  while (after - grain > at && nameAt(per, zone, after - grain) !== name) after -= grain;
  return after;
}

function nameAt(per: Period, zone: string, at: number): string {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const { year, month, day, hour, minute } = parts;
  return `${year}-${month}-${day}T${hour}:${minute}`.slice(0, NAME_LENGTH[per]);
}

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    const two = '2-digit';
    format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric' },
      ...{ month: two, day: two, hour: two, minute: two },
    });
    formats.set(zone, format);
  }
  return format;
}

/** The counter of a caller, or of everybody on a pooled plan, on one upstream in one period. */
export const counterName = (
  quota: Pick<HardQuota, 'pooled'>,
  { keyId, plan }: { readonly keyId: string; readonly plan: string },
  upstream: string,
  { name }: Pick<QuotaPeriod, 'name'>,
): string => `${quota.pooled ? `plan:${plan}` : keyId}#${upstream}#${name}`;
