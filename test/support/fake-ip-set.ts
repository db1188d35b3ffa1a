import type { IpSetDesk } from '../../lambda/flows/response/reconcile-wall.ts';

/** An IP set of WAF in memory; can be told to refuse so many updates, and that somebody else writes between read and write. */
export class FakeIpSet implements IpSetDesk {
  readonly family: 'IPV4' | 'IPV6';
  addresses: readonly string[] = [];
  updates = 0;
  throttles = 0;
  /** Told after every read, once. */
  meanwhile: (() => void) | undefined;
  broken = false;
  #version = 1;

  constructor(family: 'IPV4' | 'IPV6') {
    this.family = family;
  }

  async read() {
    if (this.broken) throw new Error('WAF does not answer');
    const read = { addresses: this.addresses, lockToken: String(this.#version) };
    this.meanwhile?.();
    this.meanwhile = undefined;
    return read;
  }

  async write(addresses: readonly string[], lockToken: string): Promise<'written' | 'stale' | 'throttled'> {
    this.updates += 1;
    if (this.throttles > 0) {
      this.throttles -= 1;
      return 'throttled';
    }
    if (lockToken !== String(this.#version)) return 'stale';
    this.put(addresses);
    return 'written';
  }

  put(addresses: readonly string[]): void {
    this.addresses = addresses;
    this.#version += 1;
  }
}
