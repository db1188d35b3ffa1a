import type { Place } from '../assembly/place.ts';
import { keyRefusalOf, refusalOf } from '../iam/evaluate-access.ts';
import { IMPLIED_KMS } from '../iam/implied-kms.ts';
import { assumableBy } from '../iam/invoke-permits.ts';
import type { AccessPlan } from '../plan/access-plan.ts';
import { decide } from '../policy/decide.ts';
import { DeliveryFault } from './delivery-fault.ts';
import type { Sender } from './parcel.ts';

/** Throws a `NO_PERMISSIONS` fault unless a sender may do something with a resource. */
export type DemandPermission = (sender: Sender, action: string, resource: string) => void;

/**
 * A service in its own name needs the resource's policy, and that of the key it is encrypted with; under a role it needs the role's
 * (https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html, https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html).
 */
export function demandPermission(access: AccessPlan, place: Place): DemandPermission {
  const context = (sender: Sender): Readonly<Record<string, readonly string[]>> => ({
    'aws:securetransport': ['true'],
    'aws:principalisawsservice': [String('sourceArn' in sender)],
    ...('sourceArn' in sender
      ? { 'aws:sourcearn': [sender.sourceArn], 'aws:sourceaccount': [place.accountId] }
      : {}),
  });
  const permits = (sender: Sender, action: string, resource: string): boolean => {
    const request = { action, resource, context: context(sender) };
    const policy = access.resourcePolicies.get(resource);
    const key = access.keyOf.get(resource);
    const onKey = key === undefined ? [] : (IMPLIED_KMS[action] ?? []);
    const keyPolicy = access.keys.get(key ?? '') ?? [];
    if ('sourceArn' in sender) {
      const names = [sender.service];
      const allowed =
        policy === undefined ? byDefault(sender, action) : decide(policy, { ...request, names }) === 'allow';
      return (
        allowed &&
        onKey.every(
          (act) => decide(keyPolicy, { ...request, action: act, resource: key ?? '', names }) === 'allow',
        )
      );
    }
    const role = access.roles.get(sender.roleArn);
    if (role === undefined || !assumableBy(role.trust, sender.service)) return false;
    const root = `arn:aws:iam::${place.accountId}:root`;
    const identity = { role, own: [sender.roleArn], account: [root, place.accountId] };
    return (
      refusalOf(identity, request, policy) === undefined &&
      onKey.every(
        (act) =>
          keyRefusalOf(identity, { ...request, action: act, resource: key ?? '' }, keyPolicy) === undefined,
      )
    );
  };
  return (sender, action, resource) => {
    if (permits(sender, action, resource)) return;
    const who = 'sourceArn' in sender ? sender.service : sender.roleArn;
    throw new DeliveryFault(
      'NO_PERMISSIONS',
      `${who} is not authorized to perform: ${action} on resource: ${resource}`,
    );
  };
}

/** A topic without a policy of its own has one that lets its account publish, and alarms with it; no other service. */
const byDefault = (sender: Sender, action: string): boolean =>
  sender.service === 'cloudwatch.amazonaws.com' && action === 'sns:Publish';
