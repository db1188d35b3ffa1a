import type { Resolver } from '../assembly/resolver.ts';
import type { Statement } from '../policy/statement.ts';
import type { AccessPlan } from './access-plan.ts';
import { planKeyPolicies, planKeysOf } from './plan-encryption.ts';
import { planResourcePolicies } from './plan-resource-policies.ts';
import { planRoles } from './plan-roles.ts';

/** Reads every policy of the template. */
export function planAccess(resolver: Resolver): AccessPlan {
  const unknownPolicies: string[] = [];
  const roles = planRoles(resolver, (sentence) => unknownPolicies.push(sentence));
  const keys = planKeyPolicies(resolver);
  const resourcePolicies = planResourcePolicies(resolver);
  const all: readonly (readonly [string, readonly Statement[]])[] = [
    ...[...roles.values()].map(
      ({ logicalId, statements, boundary = [], trust }) =>
        [logicalId, [...statements, ...boundary, ...trust]] as const,
    ),
    ...keys,
    ...resourcePolicies,
  ];
  return {
    roles,
    keys,
    keyOf: planKeysOf(resolver),
    resourcePolicies,
    unclear: [...unknownPolicies, ...all.flatMap(([owner, statements]) => unclearOf(owner, statements))],
  };
}

function unclearOf(owner: string, statements: readonly Statement[]): readonly string[] {
  const what = new Set(statements.flatMap((statement) => statement.unclear));
  return [...what].map(
    (one) => `The policy of ${owner} uses ${one}, which cannot be decided here: it never allows (${owner})`,
  );
}
