import { randomUUID } from 'node:crypto';
import { arn, type Place } from '../../assembly/place.ts';
import type { FirewallPlan } from '../../plan/firewall-plan.ts';
import { JsonStore } from '../../state/json-store.ts';
import { AddressRanges } from '../../waf/address-ranges.ts';
import type { ReferencedSets } from '../../waf/statement.ts';
import { AwsError } from '../aws-error.ts';
import type { Input } from '../operation.ts';
import { optionalString } from '../read-input.ts';
import type { IpSet, IpSets } from './ip-set.ts';

/** The IP sets of the template and of calls, kept between runs. A change is felt by the next request; in AWS it takes seconds to minutes. */
export class IpSetDesk implements ReferencedSets {
  readonly place: Place;
  readonly plan: FirewallPlan;
  readonly #store: JsonStore<IpSets>;
  readonly #ranges = new WeakMap<readonly string[], AddressRanges>();

  constructor(file: string, plan: FirewallPlan, place: Place) {
    this.place = place;
    this.plan = plan;
    this.#store = new JsonStore<IpSets>(file, { sets: {} });
  }

  get state(): IpSets {
    return this.#store.value;
  }

  /** As a deployment would: makes the template's sets, overwrites those whose template changed, deletes those that left it. */
  async deploy(): Promise<void> {
    await this.change((draft) => {
      const planned = new Set(this.plan.ipSets.map((set) => set.id));
      for (const set of Object.values(draft.sets))
        if (set.declared !== undefined && !planned.has(set.id)) delete draft.sets[set.id];
      for (const { addresses, ...set } of this.plan.ipSets) {
        const known = draft.sets[set.id];
        if (JSON.stringify(known?.declared) === JSON.stringify(addresses)) continue;
        draft.sets[set.id] = { ...set, addresses, declared: addresses, lockToken: randomUUID() };
      }
    });
  }

  change<R>(edit: (draft: IpSets) => R): Promise<R> {
    return this.#store.change(edit);
  }

  settled(): Promise<void> {
    return this.#store.settled();
  }

  addresses(wanted: string): ((address: string) => boolean) | undefined {
    const find = (): IpSet | undefined => Object.values(this.state.sets).find((set) => set.arn === wanted);
    if (find() === undefined) return undefined;
    return (address) => this.#rangesOf(find()?.addresses ?? []).has(address);
  }

  patterns(wanted: string): readonly string[] | undefined {
    return this.plan.patternSets.get(wanted);
  }

  /** ARN for a policy check, https://docs.aws.amazon.com/service-authorization/latest/reference/list_awswafv2.html. */
  arn(kind: 'ipset' | 'webacl', input: Input, id = String(input['Id'])): string {
    return arn(this.place, 'wafv2', `regional/${kind}/${input['Name']}/${id}`);
  }

  #rangesOf(addresses: readonly string[]): AddressRanges {
    const known = this.#ranges.get(addresses) ?? new AddressRanges(addresses);
    this.#ranges.set(addresses, known);
    return known;
  }
}

/** The IP set that a call names. */
export function findIpSet(state: IpSets, input: Input): IpSet {
  const set = state.sets[optionalString(input, 'Id') ?? ''];
  if (set === undefined || set.name !== input['Name'] || input['Scope'] !== 'REGIONAL') throw nonexistent();
  return set;
}

export const nonexistent = (): AwsError =>
  new AwsError(
    'WAFNonexistentItemException',
    'AWS WAF couldn’t perform the operation because your resource doesn’t exist.',
  );

/** Nobody else may have written since the caller has read (https://docs.aws.amazon.com/waf/latest/APIReference/API_UpdateIPSet.html). */
export function demandLatest(set: IpSet, input: Input): void {
  if (optionalString(input, 'LockToken') !== set.lockToken)
    throw new AwsError(
      'WAFOptimisticLockException',
      'AWS WAF couldn’t save your changes because someone changed the resource after you started to edit it. Reapply your changes.',
    );
}
