import type { UsagePlanPlan } from '../../plan/rest-api-plan.ts';

/** The wire form of a usage plan. */
export const describeUsagePlan = (plan: UsagePlanPlan): Readonly<Record<string, unknown>> => ({
  id: plan.id,
  name: plan.name,
  ...(plan.description === undefined ? {} : { description: plan.description }),
  apiStages: plan.stages,
  ...(plan.throttle === undefined ? {} : { throttle: plan.throttle }),
  ...(plan.quota === undefined ? {} : { quota: plan.quota }),
});
