import type { IpSetDesk } from '../flows/response/reconcile-wall.ts';
import { AwsCallError, type SignedCall } from './signed-call.ts';

/** One IP set through WAF's API (https://docs.aws.amazon.com/waf/latest/APIReference/API_UpdateIPSet.html). */
export class WafIpSet implements IpSetDesk {
  readonly family: 'IPV4' | 'IPV6';
  readonly #call: SignedCall;
  readonly #named: { readonly Name: string; readonly Id: string; readonly Scope: string };

  /** `reference`: `<name>|<id>|<scope>`, as CloudFormation refers to an IP set. */
  constructor(call: SignedCall, family: 'IPV4' | 'IPV6', reference: string) {
    const [Name = '', Id = '', Scope = ''] = reference.split('|');
    this.family = family;
    this.#call = call;
    this.#named = { Name, Id, Scope };
  }

  async read(): Promise<{ readonly addresses: readonly string[]; readonly lockToken: string }> {
    const { IPSet, LockToken } = (await this.#call('GetIPSet', this.#named)) as {
      readonly IPSet: { readonly Addresses: readonly string[] };
      readonly LockToken: string;
    };
    return { addresses: IPSet.Addresses, lockToken: LockToken };
  }

  async write(addresses: readonly string[], lockToken: string): Promise<'written' | 'stale' | 'throttled'> {
    try {
      await this.#call('UpdateIPSet', { ...this.#named, Addresses: addresses, LockToken: lockToken });
      return 'written';
    } catch (error) {
      if (!(error instanceof AwsCallError)) throw error;
      if (error.message === 'WAFOptimisticLockException') return 'stale';
      if (/Throttling|TooManyRequests|LimitExceeded$/.test(error.message)) return 'throttled';
      throw error;
    }
  }
}
