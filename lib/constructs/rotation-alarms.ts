import type { AlarmRow } from './alarm-row.ts';

/** Alarms about the rotation of upstream keys. */
export const ROTATION_ALARMS: readonly AlarmRow[] = [
  {
    name: 'RotationFailed',
    metric: 'RotationFailed',
    threshold: 1,
    meaning: 'An upstream key could not be replaced; the current one is untouched and goes on serving.',
  },
  {
    name: 'RotationSweepFailing',
    metric: 'RotationSweepFailed',
    threshold: 2,
    minutes: 15,
    meaning: 'Replaced upstream keys can be neither retired nor proven dead; clients notice nothing.',
  },
  {
    name: 'UpstreamKeyOverdue',
    metric: 'UpstreamKeyOverdue',
    threshold: 1,
    minutes: 15,
    meaning: 'An upstream key is older than its rotation says it may become; it goes on serving.',
  },
  {
    name: 'OldUpstreamKeyAlive',
    metric: 'OldUpstreamKeyAlive',
    threshold: 1,
    minutes: 15,
    meaning:
      'An upstream key that was deleted is still accepted, or a compromised one is not proven dead yet.',
  },
];
