/** Rate per second and burst, as a usage plan's throttle. */
export interface BucketSize {
  readonly rateLimit: number;
  readonly burstLimit: number;
}

/** A bucket that starts full, loses one token per request and is refilled at the rate. */
export class TokenBucket {
  readonly #size: BucketSize;
  #tokens: number;
  #filledAt: number;

  constructor(size: BucketSize, now: number) {
    this.#size = size;
    this.#tokens = size.burstLimit;
    this.#filledAt = now;
  }

  take(now: number): boolean {
    const gained = (Math.max(0, now - this.#filledAt) / 1000) * this.#size.rateLimit;
    this.#tokens = Math.min(this.#size.burstLimit, this.#tokens + gained);
    this.#filledAt = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
