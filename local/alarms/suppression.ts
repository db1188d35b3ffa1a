import type { AlarmState, CompositeAlarmPlan } from '../plan/alarm-plan.ts';
import type { Clock } from '../time/clock.ts';

export interface SuppressionSettings {
  readonly suppressor: NonNullable<CompositeAlarmPlan['suppressor']>;
  readonly clock: Clock;
  readonly suppressorState: () => AlarmState | undefined;
  readonly ownState: () => AlarmState;
  /** Takes the actions of the state that the alarm is in. */
  readonly act: () => Promise<void>;
}

/**
 * Holds back a composite alarm's actions: while its suppressor is in ALARM, for the extension period after that, and for the wait
 * period after a change of its own. What is then still another state than the last one acted on is acted on
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm.html#Create_Composite_Alarm_Suppression).
 */
export class Suppression {
  readonly #settings: SuppressionSettings;
  #actedOn: AlarmState;
  #heldUntil = 0;

  constructor(settings: SuppressionSettings) {
    this.#settings = settings;
    this.#actedOn = settings.ownState();
  }

  async ownChanged(): Promise<void> {
    await this.#hold(this.#settings.suppressor.waitMs);
  }

  async suppressorChanged(from: AlarmState): Promise<void> {
    if (from === 'ALARM') await this.#hold(this.#settings.suppressor.extensionMs);
  }

  async #hold(ms: number): Promise<void> {
    const { clock } = this.#settings;
    const until = clock.now() + ms;
    this.#heldUntil = Math.max(this.#heldUntil, until);
    if (ms > 0) clock.at(until, () => this.#settle());
    else await this.#settle();
  }

  async #settle(): Promise<void> {
    const { clock, suppressorState, ownState, act } = this.#settings;
    if (clock.now() < this.#heldUntil || suppressorState() === 'ALARM' || ownState() === this.#actedOn)
      return;
    this.#actedOn = ownState();
    await act();
  }
}
