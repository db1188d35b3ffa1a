import type { Operation } from '../operation.ts';
import { pageOf } from '../page-of.ts';
import { optionalCount, optionalString } from '../read-input.ts';
import { describeUsagePlanKey } from './describe-usage-plan-key.ts';
import { findPlan, type KeyDesk } from './key-desk.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlanKeys.html */
export const getUsagePlanKeys = (desk: KeyDesk): Operation => ({
  action: 'apigateway:GET',
  resources: (input) => [desk.arn(`/usageplans/${input['usageplanId']}/keys`)],
  run: (input) => {
    const members = desk.state.members[findPlan(desk, input).id] ?? [];
    const prefix = optionalString(input, 'name') ?? '';
    const found = members
      .flatMap((id) => desk.state.keys[id] ?? [])
      .filter((key) => key.name.startsWith(prefix));
    const limit = optionalCount(input, 'limit', 1, 500) ?? 25;
    const page = pageOf(found, limit, optionalString(input, 'position'), 'BadRequestException');
    return {
      item: page.items.map(describeUsagePlanKey),
      ...(page.next === undefined ? {} : { position: page.next }),
    };
  },
});
