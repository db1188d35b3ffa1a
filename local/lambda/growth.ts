import type { CoreWatch } from './core-watch.ts';
import type { StartPermits } from './start-permits.ts';
import type { WaitingLine } from './waiting-line.ts';

/** How long nobody has had a turn when one more process is worth its start: at least a tenth of what a start takes here. */
const HELD_MS = 20;
const START_SHARE = 0.1;
/** The same where the cores are taken already, and where whoever is waited for waits for a core itself. */
const HELD_BUSY_MS = 100;
const HELD_STARVED_MS = 1_000;
/** How long the first of the line waits, though others had their turns, until it is. Where the cores are taken it never is. */
const LATE_MS = 100;
const LOOK_MS = 20;

export interface GrowthSettings {
  readonly line: WaitingLine;
  readonly permits: StartPermits;
  readonly cores: CoreWatch;
  /** Whether one of the processes that serve is on a core, or waits for one. */
  readonly computing: () => boolean;
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
    const { line, permits, cores, computing } = this.#settings;
    const { heldMs, waitedMs } = line;
    if (heldMs < Math.max(HELD_MS, permits.lastMs * START_SHARE) && waitedMs < LATE_MS) return false;
    if (heldMs >= HELD_STARVED_MS) return true;
    if (cores.loopBusy) return false;
    return cores.busy ? heldMs >= HELD_BUSY_MS && !computing() : true;
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
