import type { Amounts, Unit } from '../../contract/quota.ts';
import type { QuotaStore } from '../../lambda/flows/ports.ts';

/** Counts in memory, each question in one step. */
export class FakeQuotaStore implements QuotaStore {
  readonly counts = new Map<string, Record<string, number>>();
  readonly told = new Set<string>();
  broken = false;
  asked = 0;

  async take(counter: string, amounts: Amounts, limits: Amounts): Promise<boolean> {
    this.asked += 1;
    if (this.broken) throw new Error('the counters do not answer');
    const count = this.counts.get(counter) ?? {};
    const after = Object.entries(amounts).map(
      ([unit, amount]) => [unit, (count[unit] ?? 0) + amount] as const,
    );
    if (after.some(([unit, amount]) => amount > (limits[unit as Unit] ?? Number.POSITIVE_INFINITY)))
      return false;
    this.counts.set(counter, { ...count, ...Object.fromEntries(after) });
    return true;
  }

  async add(counter: string, amounts: Amounts): Promise<void> {
    if (this.broken) throw new Error('the counters do not answer');
    const count = this.counts.get(counter);
    if (count === undefined) return;
    for (const [unit, amount] of Object.entries(amounts)) count[unit] = (count[unit] ?? 0) + amount;
  }

  async markTold(counter: string): Promise<boolean> {
    if (this.told.has(counter) || !this.counts.has(counter)) return false;
    this.told.add(counter);
    return true;
  }
}
