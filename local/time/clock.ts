/** What to do when the clock reaches a moment. What it does asynchronously is awaited while the clock is being advanced. */
export type Due = () => void | Promise<void>;

interface Entry {
  readonly at: number;
  readonly run: Due;
}

/** Longest delay that a Node timer takes; a later moment is approached in steps. */
const DELAY_MAX_MS = 2 ** 31 - 1;

/**
 * The one source of time for everything that AWS would time: schedules, quotas, token buckets, TTL, alarms, rotations, dates.
 * Runs with the machine's clock, and can be moved forward: what falls due on the way runs in order, each at its own moment.
 * Timeouts of requests and processes keep real time.
 */
export class Clock {
  #offsetMs = 0;
  #entries: Entry[] = [];
  #timer: NodeJS.Timeout | undefined;
  /** Where the clock is being moved to. */
  #target = 0;
  /** How many are moving the clock: the timer rests then, so that nothing runs that they do not wait for. */
  #moving = 0;
  /** What the timer has begun and is not done. */
  readonly #running = new Set<Promise<void>>();
  readonly #real: () => number;

  constructor(real: () => number = Date.now) {
    this.#real = real;
  }

  /** Unix milliseconds. A property, so that it can be handed on by itself. */
  readonly now = (): number => this.#real() + this.#offsetMs;

  /** How far the clock is still to be moved; 0 while it only runs. */
  get ahead(): number {
    return this.#moving === 0 ? 0 : Math.max(0, this.#target - this.now());
  }

  /** Runs something once at a moment, or at once if that has passed; gives back how to call it off. */
  at(moment: number, run: Due): () => void {
    const entry = { at: moment, run };
    this.#entries = [...this.#entries, entry].sort((a, b) => a.at - b.at);
    this.#arm();
    return () => {
      this.#entries = this.#entries.filter((other) => other !== entry);
      this.#arm();
    };
  }

  /** Moves forward. Resolves when everything that fell due on the way is done, what it scheduled on the way included. */
  async advance(ms: number): Promise<void> {
    if (!(ms >= 0 && Number.isFinite(ms)))
      throw new RangeError('A clock is moved forward, by a number of milliseconds');
    const target = this.now() + ms;
    this.#target = Math.max(this.#target, target);
    this.#moving += 1;
    try {
      await Promise.all(this.#running);
      await this.#runUntil(target);
    } finally {
      this.#moving -= 1;
      this.#arm();
    }
  }

  async #runUntil(target: number): Promise<void> {
    for (;;) {
      const [next] = this.#entries;
      if (next === undefined || next.at > target) break;
      this.#entries.shift();
      this.#offsetMs += Math.max(0, next.at - this.now());
      await next.run();
    }
    this.#offsetMs += Math.max(0, target - this.now());
  }

  /** Forgets everything that is due later. */
  stop(): void {
    this.#entries = [];
    this.#arm();
  }

  #arm(): void {
    clearTimeout(this.#timer);
    const [next] = this.#entries;
    if (next === undefined || this.#moving > 0) return;
    const delay = Math.min(Math.max(0, next.at - this.now()), DELAY_MAX_MS);
    this.#timer = setTimeout(() => this.#runDue(), delay).unref();
  }

  #runDue(): void {
    const [next] = this.#entries;
    if (next !== undefined && next.at <= this.now()) {
      this.#entries.shift();
      this.#begin(next);
    }
    this.#arm();
  }

  #begin(entry: Entry): void {
    const begun = Promise.resolve(entry.run()).finally(() => this.#running.delete(begun));
    this.#running.add(begun);
  }
}
