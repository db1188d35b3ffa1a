import type { Operation } from '../operation.ts';
import { pageOf } from '../page-of.ts';
import { optionalCount, optionalString } from '../read-input.ts';
import { describeUsagePlan } from './describe-usage-plan.ts';
import type { KeyDesk } from './key-desk.ts';

/** With `keyId`, the plans of that key (https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlans.html). */
export const getUsagePlans = (desk: KeyDesk): Operation => ({
  action: 'apigateway:GET',
  resources: () => [desk.arn('/usageplans')],
  run: (input) => {
    const keyId = optionalString(input, 'keyId');
    const found = desk.plans.filter(
      (plan) => keyId === undefined || desk.state.members[plan.id]?.includes(keyId),
    );
    const limit = optionalCount(input, 'limit', 1, 500) ?? 25;
    const page = pageOf(found, limit, optionalString(input, 'position'), 'BadRequestException');
    return {
      item: page.items.map(describeUsagePlan),
      ...(page.next === undefined ? {} : { position: page.next }),
    };
  },
});
