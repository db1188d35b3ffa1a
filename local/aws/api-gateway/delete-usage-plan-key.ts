import { AwsError } from '../aws-error.ts';
import type { Operation } from '../operation.ts';
import { findPlan, type KeyDesk } from './key-desk.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteUsagePlanKey.html */
export const deleteUsagePlanKey = (desk: KeyDesk): Operation => ({
  action: 'apigateway:DELETE',
  resources: (input) => [desk.arn(`/usageplans/${input['usageplanId']}/keys/${input['keyId']}`)],
  run: async (input) => {
    const plan = findPlan(desk, input);
    await desk.change((draft) => {
      const members = draft.members[plan.id] ?? [];
      if (!members.includes(String(input['keyId'])))
        throw new AwsError('NotFoundException', 'Invalid API Key identifier specified', 404);
      draft.members[plan.id] = members.filter((id) => id !== input['keyId']);
    });
    return undefined;
  },
});
