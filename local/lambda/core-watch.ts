import { cpus } from 'node:os';

const SAMPLE_MS = 50;
/** A little is always left over between two processes. */
const BUSY_SHARE = 0.85;

/** Whether the machine's cores are taken, and whether this process's only thread is. */
export class CoreWatch {
  #at = Number.NEGATIVE_INFINITY;
  #before = { idle: 0, all: 0 };
  #busy = false;
  #loopBefore = performance.eventLoopUtilization();
  #loopBusy = false;

  /** The cores', as it was since it was asked last, but for at least 50 ms. */
  get busy(): boolean {
    this.#sample();
    return this.#busy;
  }

  /** This thread's, in the same time: whoever waits then waits for it. */
  get loopBusy(): boolean {
    this.#sample();
    return this.#loopBusy;
  }

  #sample(): void {
    const now = performance.now();
    if (now - this.#at < SAMPLE_MS) return;
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
    const loop = performance.eventLoopUtilization();
    this.#loopBusy = performance.eventLoopUtilization(loop, this.#loopBefore).utilization > BUSY_SHARE;
    this.#loopBefore = loop;
  }
}
