import { type SealAuditDeps, sealAudit } from '../../../../lambda/flows/chain/seal-audit.ts';
import { type Verification, verifyAudit } from '../../../../lambda/flows/chain/verify-audit.ts';
import { FakeArchive, FakePartitions, FakeSealKey, sealable } from '../../../support/fake-chain.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { FakeMetrics } from '../../../support/fake-metrics.ts';

export const MINUTE_MS = 60_000;

/** An audit table, an archive, a key, and the clock that all of them live by. */
export class SealedWorld {
  readonly table = new FakePartitions();
  readonly archive = new FakeArchive();
  readonly key = new FakeSealKey();
  readonly metrics = new FakeMetrics();
  readonly clock = new FakeClock();
  /** Where addresses are now. */
  readonly countries: Record<string, string> = { '203.0.113.7': 'BR' };
  readonly deps: SealAuditDeps = {
    ...{ table: this.table, archive: this.archive, key: this.key, metrics: this.metrics },
    countryOf: (ip) => this.countries[ip],
    ...{ now: this.clock.now, chain: 'audit', lagSeconds: 60 },
  };
  #calls = 0;

  seal(enough?: () => boolean): Promise<number> {
    return sealAudit(this.deps, enough);
  }

  /** So many calls, ten seconds apart, the first now. */
  calls(count: number): void {
    for (let n = 0; n < count; n += 1) {
      this.#calls += 1;
      this.table.add(sealable(`call-${this.#calls * 7919}`, this.clock.now()));
      this.clock.advance(10_000);
    }
  }

  /** Time goes by, with a run of the sealer every five minutes. */
  async minutes(count: number): Promise<void> {
    for (let minute = 0; minute < count; minute += 5) {
      this.clock.advance(5 * MINUTE_MS);
      await this.seal();
    }
  }

  /** Time goes by without a run, and then there is one. */
  async hours(count: number): Promise<void> {
    this.clock.advance(count * 60 * MINUTE_MS);
    await this.seal();
  }

  async verify(
    over: { readonly offline?: boolean; readonly since?: Date; readonly until?: Date } = {},
  ): Promise<Verification> {
    const { archive: reader, key, table } = this;
    const publicKey = await key.publicKey();
    const deps = { reader, publicKey, now: this.clock.now, ...(over.offline === true ? {} : { table }) };
    return verifyAudit(deps, over);
  }
}

/** `<what> in <where>` of the first thing that was found, or `whole`. */
export const verdictOf = ({ findings: [first] }: Verification): string =>
  first === undefined ? 'whole' : `${first.what} in ${first.where}`;
