import type { UsageLedger } from '../../usage/usage-ledger.ts';
import { AwsError } from '../aws-error.ts';
import type { Operation } from '../operation.ts';
import { pageOf } from '../page-of.ts';
import { optionalCount, optionalString } from '../read-input.ts';
import { findPlan, type KeyDesk } from './key-desk.ts';

const DAY_MS = 86_400_000;
const DAYS_MAX = 90;

/** `[used, remaining]` per key and day (https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsage.html). */
export const getUsage = (desk: KeyDesk, ledger: UsageLedger): Operation => ({
  action: 'apigateway:GET',
  resources: (input) => [desk.arn(`/usageplans/${input['usageplanId']}/usage`)],
  run: (input) => {
    const plan = findPlan(desk, input);
    const startDate = optionalString(input, 'startDate') ?? '';
    const endDate = optionalString(input, 'endDate') ?? '';
    const days = daysBetween(startDate, endDate);
    const keyId = optionalString(input, 'keyId');
    const members = (desk.state.members[plan.id] ?? []).filter((id) => keyId === undefined || id === keyId);
    const limit = optionalCount(input, 'limit', 1, 500) ?? 25;
    const page = pageOf(members, limit, optionalString(input, 'position'), 'BadRequestException');
    return {
      usagePlanId: plan.id,
      startDate,
      endDate,
      values: Object.fromEntries(
        page.items.map((id) => [id, days.map((day) => ledger.onDay(plan, id, day))]),
      ),
      ...(page.next === undefined ? {} : { position: page.next }),
    };
  },
});

function daysBetween(start: string, end: string): readonly number[] {
  const [from, to] = [start, end].map((date) =>
    /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN,
  );
  if (from === undefined || to === undefined || Number.isNaN(from + to) || to < from)
    throw new AwsError('BadRequestException', 'Invalid usage date range specified. Use yyyy-MM-dd');
  const count = (to - from) / DAY_MS + 1;
  if (count > DAYS_MAX)
    throw new AwsError('BadRequestException', `At most ${DAYS_MAX} days can be asked for`);
  return Array.from({ length: count }, (_, i) => from + i * DAY_MS);
}
