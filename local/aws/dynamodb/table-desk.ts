import type { TablePlan, TableSettings } from '../../plan/plan-tables.ts';
import { JsonStore } from '../../state/json-store.ts';

/** The settings of a table as they are now. */
export interface KeptSettings extends TableSettings {
  /** As the template had them when they were last taken from there. */
  readonly planned?: string;
  /** Unix milliseconds. */
  readonly ttlChangedAt?: number;
  readonly recoverableSince?: number;
}

const NONE: KeptSettings = { deletionProtected: false, pointInTimeRecovery: false };

/** What dynalite does not keep of tables. A changed template wins over what a call has set, as a deployment would. */
export class TableDesk {
  readonly now: () => number;
  readonly #store: JsonStore<Record<string, KeptSettings>>;

  constructor(file: string, now: () => number) {
    this.now = now;
    this.#store = new JsonStore<Record<string, KeptSettings>>(file, {});
  }

  async adopt(plans: readonly TablePlan[]): Promise<void> {
    const changed = plans.filter(({ name, settings }) => this.of(name).planned !== JSON.stringify(settings));
    if (changed.length === 0) return;
    await this.#store.change((draft) => {
      for (const { name, settings } of changed)
        draft[name] = {
          ...settings,
          planned: JSON.stringify(settings),
          ...(settings.pointInTimeRecovery
            ? { recoverableSince: draft[name]?.recoverableSince ?? this.now() }
            : {}),
        };
    });
  }

  of(table: string): KeptSettings {
    return this.#store.value[table] ?? NONE;
  }

  all(): readonly (readonly [table: string, settings: KeptSettings])[] {
    return Object.entries(this.#store.value);
  }

  set(table: string, settings: KeptSettings): Promise<void> {
    return this.#store.change((draft) => {
      draft[table] = settings;
    });
  }

  forget(table: string): Promise<void> {
    return this.#store.change((draft) => {
      delete draft[table];
    });
  }

  settled(): Promise<void> {
    return this.#store.settled();
  }
}
