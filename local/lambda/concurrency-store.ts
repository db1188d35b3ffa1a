import type { FunctionPlan } from '../plan/plan-functions.ts';
import { JsonStore } from '../state/json-store.ts';

/** Reserved concurrency as it was set through the API, by function ARN; null where it was taken away. */
type Changed = Record<string, number | null>;

/** How many events of a function may be under way: the template's number, until somebody sets another. */
export class ConcurrencyStore {
  readonly #store: JsonStore<Changed>;

  constructor(file: string) {
    this.#store = new JsonStore<Changed>(file, {});
  }

  reserved(plan: FunctionPlan): number | undefined {
    const changed = this.#store.value[plan.arn];
    return changed === undefined ? plan.reservedConcurrency : (changed ?? undefined);
  }

  async put(arn: string, reserved: number | null): Promise<void> {
    await this.#store.change((changed) => {
      changed[arn] = reserved;
    });
  }

  settled(): Promise<void> {
    return this.#store.settled();
  }
}
