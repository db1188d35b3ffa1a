import type { Place } from './assembly/place.ts';
import type { Guards } from './aws/perform.ts';
import type { Cleanup } from './cleanup.ts';
import { denialLog } from './iam/denial-log.ts';
import { enforceRoles } from './iam/enforce-roles.ts';
import { type InvokePermits, invokePermits } from './iam/invoke-permits.ts';
import type { KeysNow } from './iam/key-of.ts';
import type { Plan } from './plan/make-plan.ts';
import { openAppendLog } from './state/append-log.ts';
import type { StateFolder } from './state/state-folder.ts';
import type { Controls } from './test-controls/answer-control.ts';
import { clockControl } from './test-controls/clock-control.ts';
import { Faults, faultControls } from './test-controls/faults.ts';
import type { Clock } from './time/clock.ts';

export interface GuardSettings {
  readonly plan: Pick<Plan, 'access' | 'functions'>;
  readonly place: Place;
  readonly state: StateFolder;
  readonly clock: Clock;
  readonly cleanup: Cleanup;
  readonly onNotice: (line: string) => void;
  readonly keysNow: KeysNow;
}

export interface GuardRoom {
  readonly guards: Guards;
  readonly permits: InvokePermits;
  /** What tests may do to the clock and to calls. */
  readonly controls: Controls;
  /** Tells of the functions whose output goes nowhere. */
  reportSilenced(): void;
}

/** Who may do what, and what tests make fail: what every call passes. */
export function createGuards(settings: GuardSettings): GuardRoom {
  const { plan, place, state, clock, cleanup, onNotice, keysNow } = settings;
  const { access, functions } = plan;
  const log = openAppendLog(`${state.logs}/denied.log`);
  cleanup.add(() => log.close());
  const onDenied = denialLog(log, clock.now, onNotice);
  const faults = new Faults();
  return {
    guards: {
      authorize: enforceRoles({ access, place, keysNow, now: clock.now, onDenied }),
      disturb: faults.disturb,
    },
    permits: invokePermits(access, place, onDenied),
    controls: { ...clockControl(clock), ...faultControls(faults) },
    reportSilenced: () => {
      for (const { logicalId, lacksForLogs: lacking } of functions)
        if (lacking !== undefined)
          onDenied(
            `${logicalId} may not write its log, which is dropped: its role lacks ${lacking.join(', ')}`,
          );
    },
  };
}
