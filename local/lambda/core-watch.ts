import { cpus } from 'node:os';

const SAMPLE_MS = 50;
/** A little is always left over between two processes. */
const BUSY_SHARE = 0.85;

/** Whether the machine's cores are taken. */
export class CoreWatch {
  #at = Number.NEGATIVE_INFINITY;
  #before = { idle: 0, all: 0 };
  #busy = false;

  /** As it was since it was asked last, but for at least 50 ms. */
  get busy(): boolean {
    const now = performance.now();
    if (now - this.#at < SAMPLE_MS) return this.#busy;
    const times = cpus().map((cpu) => cpu.times);
    const sum = { idle: 0, all: 0 };
    for (const { idle, ...others } of times) {
      sum.idle += idle;
      sum.all += idle + Object.values(others).reduce((total, ms) => total + ms, 0);
    }
    const all = sum.all - this.#before.all;
    this.#busy = all > 0 && (sum.idle - this.#before.idle) / all < 1 - BUSY_SHARE;
    this.#before = sum;
    this.#at = now;
    return this.#busy;
  }
}
