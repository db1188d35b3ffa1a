import type { AlarmState } from '../plan/alarm-plan.ts';
import { JsonStore } from '../state/json-store.ts';

/** How an alarm stands, and since when. Times are Unix milliseconds. */
export interface AlarmRecord {
  readonly state: AlarmState;
  readonly reason: string;
  /** JSON for programs. */
  readonly reasonData?: string;
  readonly updatedAt: number;
  /** Switched on or off since; else as the template says. */
  readonly actionsEnabled?: boolean;
}

/** One state that became another. */
export interface Transition {
  readonly from: AlarmRecord;
  readonly to: AlarmRecord;
}

/** The states of all alarms, by ARN; kept between runs. */
export class AlarmStates {
  readonly #store: JsonStore<Record<string, AlarmRecord>>;
  readonly #startedAt: number;

  constructor(file: string, startedAt: number) {
    this.#store = new JsonStore<Record<string, AlarmRecord>>(file, {});
    this.#startedAt = startedAt;
  }

  /** A new alarm has no data yet. */
  of(arn: string): AlarmRecord {
    return (
      this.#store.value[arn] ?? {
        state: 'INSUFFICIENT_DATA',
        reason: 'Unchecked: Initial alarm creation',
        updatedAt: this.#startedAt,
      }
    );
  }

  async set(arn: string, record: AlarmRecord): Promise<Transition> {
    const from = this.of(arn);
    const { actionsEnabled = from.actionsEnabled } = record;
    const to = { ...record, ...(actionsEnabled === undefined ? {} : { actionsEnabled }) };
    await this.#store.change((all) => {
      all[arn] = to;
    });
    return { from, to };
  }

  settled(): Promise<void> {
    return this.#store.settled();
  }
}
