import type { AlarmRow } from './alarm-row.ts';

/** Alarms about keys that lie in public. */
export const LEAK_ALARMS: readonly AlarmRow[] = [
  {
    name: 'LeakReported',
    metric: 'LeakReported',
    threshold: 1,
    minutes: 15,
    meaning: 'GitHub found a key of this stage in public: whoever reads the place has it.',
  },
  {
    name: 'LeakIntakeFailing',
    metric: 'LeakIntakeFailed',
    threshold: 1,
    meaning: 'A report of leaked keys could not be checked, read or passed on; what it named may still work.',
  },
];
