import type { DriverInput } from './driver-input.ts';

/** What the user writes under `rotation`: who makes the keys, and when. */
export type RotationInput = DriverInput & {
  /** @default 90, unless `cron` is given */
  readonly everyDays?: number;
  /** In UTC and on the hour, instead of `everyDays`. @example `cron: '0 8 1 *&#47;3 ? *'` */
  readonly cron?: string;
  /** How long a rotation may wait once it is due. @default 3 */
  readonly windowHours?: number;
  /** The cheapest call there is, relative to the base URL. @default the preset's; none for `http`, whose keys then go untested */
  readonly probe?: string;
  /** What that call needs besides the key. @default the preset's */
  readonly probeHeaders?: Readonly<Record<string, string>>;
};
