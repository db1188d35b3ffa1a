import { cpus } from 'node:os';

const SAMPLE_MS = 50;
/** What was before a rest tells nothing about now. */
const STALE_MS = 500;
/** A little is always left over between two processes. */
const BUSY_SHARE = 0.85;

/** In milliseconds. */
interface Times {
  readonly idle: number;
  readonly active: number;
}

/** How the machine's cores have spent their time so far, and this process's only thread. */
export interface Spent {
  readonly cores: Times;
  readonly loop: Times;
}

/** Whether the machine's cores are taken, and whether this process's only thread is: as it was since the sample before. */
export class CoreWatch {
  readonly #spent: () => Spent;
  #at = Number.NEGATIVE_INFINITY;
  #before: Spent;
  #busy = true;
  #loopBusy = true;

  constructor(spent: () => Spent = spentHere) {
    this.#spent = spent;
    this.#before = spent();
  }

  /** The cores. After a rest they are taken to be, until there is a sample. */
  get busy(): boolean {
    this.#sample();
    return this.#busy;
  }

  /** This thread: whoever waits then waits for it. */
  get loopBusy(): boolean {
    this.#sample();
    return this.#loopBusy;
  }

  #sample(): void {
    const now = performance.now();
    const passedMs = now - this.#at;
    if (passedMs < SAMPLE_MS) return;
    const spent = this.#spent();
    const known = passedMs < STALE_MS;
    this.#busy = !known || taken(spent.cores, this.#before.cores);
    this.#loopBusy = !known || taken(spent.loop, this.#before.loop);
    this.#before = spent;
    this.#at = now;
  }
}

function taken(now: Times, before: Times): boolean {
  const [idle, active] = [now.idle - before.idle, now.active - before.active];
  return active / (idle + active) > BUSY_SHARE;
}

function spentHere(): Spent {
  const cores = { idle: 0, active: 0 };
  for (const { times } of cpus()) {
    const { idle, ...active } = times;
    cores.idle += idle;
    for (const ms of Object.values(active)) cores.active += ms;
  }
  return { cores, loop: performance.eventLoopUtilization() };
}
