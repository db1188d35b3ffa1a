import type { RolePlan } from '../plan/access-plan.ts';
import { decide, type Request } from '../policy/decide.ts';
import type { Statement } from '../policy/statement.ts';
import type { Denial } from './denial.ts';

/** Names under which a policy may mean a role's session, and those that leave it to the account's IAM policies. */
export interface Identity {
  readonly role: RolePlan;
  readonly own: readonly string[];
  readonly account: readonly string[];
}

/**
 * Whether a role may do something in its own account: undefined, or who refuses. Either kind of policy may allow, each may deny,
 * a boundary limits (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html).
 */
export function refusalOf(
  { role, own }: Identity,
  request: Request,
  resourcePolicy: readonly Statement[] = [],
): Denial | undefined {
  const byIdentity = decide(role.statements, request);
  const byBoundary = role.boundary === undefined ? 'allow' : decide(role.boundary, request);
  const byResource = decide(resourcePolicy, { ...request, names: own });
  const denial = (policy: Denial['policy'], explicit: boolean): Denial => ({
    action: request.action,
    resource: request.resource,
    policy,
    explicit,
  });
  if (byIdentity === 'explicit-deny') return denial('identity-based', true);
  if (byBoundary === 'explicit-deny') return denial('permissions boundary', true);
  if (byResource === 'explicit-deny') return denial('resource-based', true);
  if (byIdentity !== 'allow' && byResource !== 'allow') return denial('identity-based', false);
  return byBoundary === 'allow' ? undefined : denial('permissions boundary', false);
}

/**
 * The same for a KMS key, whose own policy must allow first: the role itself, or the account, which leaves it to IAM
 * (https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html).
 */
export function keyRefusalOf(
  identity: Identity,
  request: Request,
  keyPolicy: readonly Statement[],
): Denial | undefined {
  const leftToIam = decide(keyPolicy, { ...request, names: identity.account });
  const named = decide(keyPolicy, { ...request, names: identity.own });
  const { action, resource } = request;
  if (leftToIam === 'explicit-deny' || named === 'explicit-deny')
    return { action, resource, policy: 'resource-based', explicit: true };
  if (leftToIam !== 'allow' && named !== 'allow')
    return { action, resource, policy: 'resource-based', explicit: false };
  return refusalOf(identity, request, keyPolicy);
}
