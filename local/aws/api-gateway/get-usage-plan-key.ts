import { AwsError } from '../aws-error.ts';
import type { Operation } from '../operation.ts';
import { describeUsagePlanKey } from './describe-usage-plan-key.ts';
import { findKey, findPlan, type KeyDesk } from './key-desk.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlanKey.html */
export const getUsagePlanKey = (desk: KeyDesk): Operation => ({
  action: 'apigateway:GET',
  resources: (input) => [desk.arn(`/usageplans/${input['usageplanId']}/keys/${input['keyId']}`)],
  run: (input) => {
    const plan = findPlan(desk, input);
    const key = findKey(desk.state, input, 'keyId');
    if (!desk.state.members[plan.id]?.includes(key.id))
      throw new AwsError('NotFoundException', 'Invalid API Key identifier specified', 404);
    return describeUsagePlanKey(key);
  },
});
