import type { Operation } from '../operation.ts';
import { describeUsagePlan } from './describe-usage-plan.ts';
import { findPlan, type KeyDesk } from './key-desk.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlan.html */
export const getUsagePlan = (desk: KeyDesk): Operation => ({
  action: 'apigateway:GET',
  resources: (input) => [desk.arn(`/usageplans/${input['usageplanId']}`)],
  run: (input) => describeUsagePlan(findPlan(desk, input)),
});
