import type { Resolver } from '../assembly/resolver.ts';
import { missingLogActions } from '../iam/log-writes.ts';
import type { AccessPlan } from './access-plan.ts';
import type { FunctionPlan } from './plan-functions.ts';
import { resourcesOf } from './resources-of.ts';

/** Marks the functions whose role may not write their log: in AWS their output goes nowhere. */
export function planLogWrites(
  functions: readonly FunctionPlan[],
  access: AccessPlan,
  resolver: Resolver,
): readonly FunctionPlan[] {
  const groups = new Set(
    resourcesOf(resolver, 'AWS::Logs::LogGroup').map(({ logicalId }) => resolver.identity(logicalId).ref),
  );
  return functions.map((plan) => {
    const lacking = missingLogActions(plan, access, groups, resolver.place);
    return lacking.length === 0 ? plan : { ...plan, lacksForLogs: lacking };
  });
}
