interface Counted {
  readonly slots: { readonly second: number; count: number }[];
  total: number;
}

/** As many addresses as one rate-based rule limits at a time in AWS, https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html. */
const KEYS_MAX = 10_000;

/** Counts per key over a window that slides by the second. */
export class RateWindow {
  readonly #seconds: number;
  readonly #byKey = new Map<string, Counted>();

  constructor(windowMs: number) {
    this.#seconds = windowMs / 1000;
  }

  /** Counts one, and gives back how many there were in the window that ends now, this one included. */
  count(key: string, now: number): number {
    const second = Math.floor(now / 1000);
    const counted = this.#byKey.get(key) ?? { slots: [], total: 0 };
    this.#byKey.delete(key);
    this.#byKey.set(key, counted);
    while ((counted.slots[0]?.second ?? second) <= second - this.#seconds)
      counted.total -= counted.slots.shift()?.count ?? 0;
    const last = counted.slots.at(-1);
    if (last?.second === second) last.count += 1;
    else counted.slots.push({ second, count: 1 });
    counted.total += 1;
    this.#forgetOldest();
    return counted.total;
  }

  #forgetOldest(): void {
    if (this.#byKey.size <= KEYS_MAX) return;
    const [oldest] = this.#byKey.keys();
    if (oldest !== undefined) this.#byKey.delete(oldest);
  }
}
