import type { CoreWatch } from './core-watch.ts';
import type { StartPermits } from './start-permits.ts';
import type { WaitingLine } from './waiting-line.ts';

/** How long nobody has had a turn when one more process is worth its start, and how long where the cores are taken already. */
const HELD_MS = 20;
const HELD_BUSY_MS = 100;
/** How long the first of the line waits, though others had their turns, until it is. Where the cores are taken it never is. */
const LATE_MS = 100;
const LOOK_MS = 20;

export interface GrowthSettings {
  readonly line: WaitingLine;
  readonly permits: StartPermits;
  readonly cores: CoreWatch;
  /** How many more processes the function may have. */
  readonly room: () => number;
  /** How many events of the line will have a process that is already loading, or about to be free. */
  readonly coming: () => number;
  /** Whether there is no process at all. */
  readonly cold: () => boolean;
  /** Starts one; `loaded` is to be called when it is idle for the first time, or gone. */
  readonly start: (loaded: () => void) => void;
}

/**
 * Decides when a function gets one more process. Lambda starts one for every event that meets no idle one; here the cores are
 * few, and a busy process is free again long before another one could have loaded. So one is started for what has waited, unless
 * it would only share the cores with those that it waits for.
 */
export class Growth {
  readonly #settings: GrowthSettings;
  #asked = false;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(settings: GrowthSettings) {
    this.#settings = settings;
  }

  /** Whether a process was asked for that has not begun to load. */
  get asked(): boolean {
    return this.#asked;
  }

  /** Starts one, however short the line, as soon as there is room for it to load. */
  grow(): void {
    this.#ask(() => true);
  }

  /** To be called whenever events are left over that meet no idle process. */
  look(): void {
    if (this.#closed || this.#asked || !this.#short()) return;
    if (this.#settings.cold() || this.#worthIt()) this.#ask(() => this.#short());
    else
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        this.look();
      }, LOOK_MS).unref();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #short(): boolean {
    const { line, coming, room } = this.#settings;
    return Math.min(line.length - coming(), room()) > 0;
  }

  #worthIt(): boolean {
    const { heldMs, waitedMs } = this.#settings.line;
    if (heldMs < HELD_MS && waitedMs < LATE_MS) return false;
    return this.#settings.cores.busy ? heldMs >= HELD_BUSY_MS : true;
  }

  #ask(still: () => boolean): void {
    this.#asked = true;
    this.#settings.permits.ask((loaded) => {
      this.#asked = false;
      if (this.#closed || !still()) {
        loaded();
        return;
      }
      this.#settings.start(loaded);
      this.look();
    });
  }
}
