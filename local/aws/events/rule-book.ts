import { compilePattern, type PatternTest } from '../../pattern/compile-pattern.ts';
import type { BusPlan, RulePlan } from '../../plan/plan-events.ts';
import { JsonStore } from '../../state/json-store.ts';
import { AwsError } from '../aws-error.ts';

/** Rules by ARN; null stands for a rule of the template that was deleted since. */
type Changes = Record<string, RulePlan | null>;

/** The buses and rules of the stack, and what was changed of the rules since by an operation. */
export class RuleBook {
  readonly buses: readonly BusPlan[];
  readonly #own: readonly RulePlan[];
  readonly #store: JsonStore<Changes>;
  readonly #compiled = new WeakMap<object, PatternTest>();
  #onChange: () => void = () => undefined;

  constructor(file: string, buses: readonly BusPlan[], rules: readonly RulePlan[]) {
    this.buses = buses;
    this.#own = rules;
    this.#store = new JsonStore<Changes>(file, {});
  }

  /** Is told after every change of a rule. */
  set onChange(listener: () => void) {
    this.#onChange = listener;
  }

  all(): readonly RulePlan[] {
    const changes = this.#store.value;
    const untouched = this.#own.filter(({ arn }) => changes[arn] === undefined);
    return [...untouched, ...Object.values(changes).filter((rule) => rule !== null)];
  }

  /** Enabled rules of a bus that an event meets. */
  matching(busName: string, event: object): readonly RulePlan[] {
    return this.all().filter(
      (rule) =>
        rule.enabled &&
        rule.busName === busName &&
        rule.pattern !== undefined &&
        this.#test(rule.pattern)(event),
    );
  }

  /** By name or ARN. */
  bus(named: string): BusPlan | undefined {
    return this.buses.find(({ name, arn }) => name === named || arn === named);
  }

  find(busName: string, name: string): RulePlan {
    const found = this.all().find((rule) => rule.busName === busName && rule.name === name);
    if (found === undefined)
      throw new AwsError('ResourceNotFoundException', `Rule ${name} does not exist on EventBus ${busName}.`);
    return found;
  }

  async put(rule: RulePlan): Promise<void> {
    await this.#store.change((changes) => {
      changes[rule.arn] = rule;
    });
    this.#onChange();
  }

  async delete(rule: RulePlan): Promise<void> {
    await this.#store.change((changes) => {
      if (this.#own.some(({ arn }) => arn === rule.arn)) changes[rule.arn] = null;
      else delete changes[rule.arn];
    });
    this.#onChange();
  }

  settled(): Promise<void> {
    return this.#store.settled();
  }

  #test(pattern: object): PatternTest {
    const known = this.#compiled.get(pattern);
    if (known !== undefined) return known;
    const test = compilePattern(pattern);
    this.#compiled.set(pattern, test);
    return test;
  }
}
