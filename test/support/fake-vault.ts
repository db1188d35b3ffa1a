import type { Secret } from '../../lambda/domain/secret.ts';
import type { UpstreamKey } from '../../lambda/domain/upstream-secret.ts';
import type { Vault } from '../../lambda/flows/ports.ts';

type Reading = UpstreamKey | Error;

/** Gives `now` as current and `next` when read again; an Error is thrown instead. */
export class FakeVault implements Vault {
  readonly calls: string[] = [];
  /** The pending and the previous key. */
  beside: readonly UpstreamKey[] = [];
  /** What else is live. */
  others: readonly Secret[] = [];
  now: Reading;
  next: Reading;

  constructor(now: Reading, next: Reading = now) {
    this.now = now;
    this.next = next;
  }

  async current(): Promise<UpstreamKey> {
    this.calls.push('current');
    return given(this.now);
  }

  async reread(): Promise<UpstreamKey> {
    this.calls.push('reread');
    this.now = this.next;
    return given(this.now);
  }

  async live(): Promise<readonly Secret[]> {
    return this.others;
  }

  async alternatives(): Promise<readonly UpstreamKey[]> {
    return this.beside;
  }

  async settled(): Promise<void> {
    this.calls.push('settled');
  }
}

function given(reading: Reading): UpstreamKey {
  if (reading instanceof Error) throw reading;
  return reading;
}
