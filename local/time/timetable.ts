import { JsonStore } from '../state/json-store.ts';
import type { Clock } from './clock.ts';
import { parseSchedule, type Schedule } from './schedule-expression.ts';

/** Something that is due again and again. */
export interface Appointment {
  /** Names it across restarts: an ARN. */
  readonly id: string;
  readonly expression: string;
  /** Unix milliseconds. @default since it was first seen */
  readonly startsAt?: number;
  readonly endsAt?: number;
  /** Is told the moment that was meant, which the clock may have passed. */
  run(at: number): Promise<void>;
}

const HOUR_MS = 3_600_000;

/**
 * On a way of the clock of more than six hours, what is due more often than hourly is kept less often, the farther the way: a minute's schedule
 * would run 130,000 times in a quarter.
 */
const strideOf = (periodMs: number, ahead: number): number =>
  periodMs < HOUR_MS ? Math.min(Math.max(0, ahead - 6 * HOUR_MS) / 50, 24 * HOUR_MS) : 0;

/** Runs appointments on the clock. What was due while nothing ran is not made up for, and rates go on as they began. */
export class Timetable {
  readonly #clock: Clock;
  /** When each rate began. */
  readonly #store: JsonStore<Record<string, number>>;
  #cancels: (() => void)[] = [];

  constructor(file: string, clock: Clock) {
    this.#clock = clock;
    this.#store = new JsonStore<Record<string, number>>(file, {});
  }

  /** Replaces all appointments there were. */
  async set(appointments: readonly Appointment[]): Promise<void> {
    const now = this.#clock.now();
    const unseen = appointments.filter(({ id }) => this.#store.value[id] === undefined);
    if (unseen.length > 0)
      await this.#store.change((starts) => {
        for (const { id } of unseen) starts[id] = now;
      });
    // Nothing may come between the two: whoever is told of two changes at once must not be left with both timetables.
    for (const cancel of this.#cancels) cancel();
    this.#cancels = [];
    for (const appointment of appointments) this.#arrange(appointment);
  }

  settled(): Promise<void> {
    return this.#store.settled();
  }

  #arrange(appointment: Appointment): void {
    const schedule = parseSchedule(appointment.expression);
    if (schedule !== undefined) this.#next(appointment, schedule, this.#clock.now());
  }

  #next(appointment: Appointment, schedule: Schedule, after: number): void {
    const { id, startsAt = this.#store.value[id] ?? after, endsAt } = appointment;
    const due = schedule(Math.max(after, startsAt - 1), startsAt);
    if (due === undefined || (endsAt !== undefined && due > endsAt)) return;
    let cancel: () => void = () => undefined;
    cancel = this.#clock.at(due, async () => {
      this.#cancels = this.#cancels.filter((other) => other !== cancel);
      const periodMs = (schedule(due, startsAt) ?? due) - due;
      this.#next(appointment, schedule, due + strideOf(periodMs, this.#clock.ahead));
      await appointment.run(due);
    });
    this.#cancels.push(cancel);
  }
}
