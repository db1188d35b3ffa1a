import { AwsError } from '../aws-error.ts';
import type { Operation } from '../operation.ts';
import { optionalString } from '../read-input.ts';
import { describeUsagePlanKey } from './describe-usage-plan-key.ts';
import { findKey, findPlan, type KeyDesk } from './key-desk.ts';

/** A key can be in one plan of a stage only (https://docs.aws.amazon.com/apigateway/latest/api/API_CreateUsagePlanKey.html). */
export const createUsagePlanKey = (desk: KeyDesk): Operation => ({
  action: 'apigateway:POST',
  resources: (input) => [desk.arn(`/usageplans/${input['usageplanId']}/keys`)],
  run: (input) => {
    const plan = findPlan(desk, input);
    if (optionalString(input, 'keyType') !== 'API_KEY')
      throw new AwsError('BadRequestException', 'Usage Plan Key type must be API_KEY');
    return desk.change((draft) => {
      const key = findKey(draft, input, 'keyId');
      const rival = desk.plans.find(
        (other) =>
          draft.members[other.id]?.includes(key.id) &&
          (other === plan ||
            other.stages.some((s) => plan.stages.some((t) => t.apiId === s.apiId && t.stage === s.stage))),
      );
      if (rival !== undefined)
        throw new AwsError(
          'ConflictException',
          `Usage plan ${plan.id} cannot be added because API Key ${key.id} is already subscribed to usage plan ${rival.id} of the same stage`,
          409,
        );
      draft.members[plan.id] = [...(draft.members[plan.id] ?? []), key.id];
      return describeUsagePlanKey(key);
    });
  },
});
