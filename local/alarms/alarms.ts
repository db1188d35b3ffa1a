import type { MetricStore } from '../metrics/metric-store.ts';
import type { AlarmState, CompositeAlarmPlan, MetricAlarmPlan } from '../plan/alarm-plan.ts';
import type { Clock } from '../time/clock.ts';
import type { AnyAlarmPlan } from './alarm-documents.ts';
import { compileAlarmRule } from './alarm-rule.ts';
import type { AlarmRecord, AlarmStates, Transition } from './alarm-states.ts';
import { MetricWatch } from './metric-watch.ts';
import { Suppression } from './suppression.ts';

export interface AlarmsSettings {
  readonly metricAlarms: readonly MetricAlarmPlan[];
  readonly compositeAlarms: readonly CompositeAlarmPlan[];
  readonly states: AlarmStates;
  readonly store: MetricStore;
  readonly clock: Clock;
  /** Hears of every change, before actions are taken. */
  readonly onChange: (plan: AnyAlarmPlan, transition: Transition) => Promise<void>;
  readonly act: (plan: AnyAlarmPlan, transition: Transition) => Promise<void>;
}

/** All alarms of the stack: metric alarms are evaluated on the clock, composite ones when one that they name changes. */
export class Alarms {
  readonly #settings: AlarmsSettings;
  readonly #watches = new Map<string, MetricWatch>();
  readonly #suppressions = new Map<string, Suppression>();

  constructor(settings: AlarmsSettings) {
    this.#settings = settings;
  }

  /** Begins to evaluate. */
  async start(): Promise<void> {
    const { metricAlarms, compositeAlarms, store, clock } = this.#settings;
    for (const plan of compositeAlarms) this.#suppress(plan);
    for (const plan of metricAlarms) {
      const watch = new MetricWatch({
        plan,
        store,
        clock,
        current: () => this.record(plan).state,
        changed: ({ state, reason, recentDatapoints }) =>
          this.change(plan, { state, reason, reasonData: reasonData(plan, recentDatapoints) }),
      });
      this.#watches.set(plan.arn, watch);
      watch.wake();
    }
    await this.#evaluateComposites(new Set());
  }

  all(): readonly AnyAlarmPlan[] {
    return [...this.#settings.metricAlarms, ...this.#settings.compositeAlarms];
  }

  /** By name or ARN. */
  find(named: string): AnyAlarmPlan | undefined {
    return this.all().find(({ name, arn }) => name === named || arn === named);
  }

  record(plan: AnyAlarmPlan): AlarmRecord {
    return this.#settings.states.of(plan.arn);
  }

  /** Enters a state; the same state again is only noted. A metric alarm keeps it until it is evaluated next. */
  async change(plan: AnyAlarmPlan, to: Omit<AlarmRecord, 'updatedAt'>): Promise<void> {
    await this.#change(plan, to, new Set([plan.arn]));
  }

  /** Switches an alarm's actions on or off. */
  async enableActions(plan: AnyAlarmPlan, actionsEnabled: boolean): Promise<void> {
    await this.#settings.states.set(plan.arn, { ...this.record(plan), actionsEnabled });
  }

  actionsEnabled(plan: AnyAlarmPlan): boolean {
    return this.record(plan).actionsEnabled ?? plan.actionsEnabled;
  }

  /** `changed` are those that have changed on the way here: alarms that name each other in a circle are evaluated once. */
  async #change(
    plan: AnyAlarmPlan,
    to: Omit<AlarmRecord, 'updatedAt'>,
    changed: ReadonlySet<string>,
  ): Promise<void> {
    const { states, clock, onChange } = this.#settings;
    const transition = await states.set(plan.arn, { ...to, updatedAt: clock.now() });
    this.#watches.get(plan.arn)?.wake();
    if (transition.from.state === transition.to.state) return;
    await onChange(plan, transition);
    const suppression = this.#suppressions.get(plan.arn);
    if (suppression !== undefined) await suppression.ownChanged();
    else await this.#act(plan, transition);
    for (const other of this.#settings.compositeAlarms)
      if (other.suppressor !== undefined && this.find(other.suppressor.alarm)?.arn === plan.arn)
        await this.#suppressions.get(other.arn)?.suppressorChanged(transition.from.state);
    await this.#evaluateComposites(changed);
  }

  async #act(plan: AnyAlarmPlan, transition: Transition): Promise<void> {
    if (this.actionsEnabled(plan)) await this.#settings.act(plan, transition);
  }

  async #evaluateComposites(changed: ReadonlySet<string>): Promise<void> {
    for (const plan of this.#settings.compositeAlarms) {
      if (changed.has(plan.arn)) continue;
      const holds = compileAlarmRule(plan.rule)?.((named) => this.#stateOf(named));
      const state = holds === true ? 'ALARM' : 'OK';
      if (this.record(plan).state === state) continue;
      const reason = `${plan.rule} ${state === 'ALARM' ? 'holds' : 'does not hold'}`;
      await this.#change(plan, { state, reason }, new Set([...changed, plan.arn]));
    }
  }

  #stateOf(named: string): AlarmState | undefined {
    const plan = this.find(named);
    return plan && this.record(plan).state;
  }

  #suppress(plan: CompositeAlarmPlan): void {
    const { suppressor } = plan;
    if (suppressor === undefined) return;
    const acted: { from: AlarmRecord } = { from: this.record(plan) };
    this.#suppressions.set(
      plan.arn,
      new Suppression({
        suppressor,
        clock: this.#settings.clock,
        suppressorState: () => this.#stateOf(suppressor.alarm),
        ownState: () => this.record(plan).state,
        act: async () => {
          const transition = { from: acted.from, to: this.record(plan) };
          acted.from = transition.to;
          await this.#act(plan, transition);
        },
      }),
    );
  }
}

const reasonData = (plan: MetricAlarmPlan, recentDatapoints: readonly number[]): string =>
  JSON.stringify({
    version: '1.0',
    period: plan.periodMs / 1000,
    recentDatapoints,
    threshold: plan.threshold,
    ...(plan.single ? { statistic: plan.queries[0]?.statistic } : {}),
  });
