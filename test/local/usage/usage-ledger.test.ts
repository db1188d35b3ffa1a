import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { UsagePlanPlan } from '../../../local/plan/rest-api-plan.ts';
import { periodStart } from '../../../local/usage/quota-period.ts';
import { UsageLedger } from '../../../local/usage/usage-ledger.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const DAY = 86_400_000;
let folder: ReturnType<typeof temporaryFolder>;
let now: number;
const opened: UsageLedger[] = [];
const ledger = (): UsageLedger => {
  const usage = new UsageLedger(join(folder.path, 'usage.json'), () => now);
  opened.push(usage);
  return usage;
};
const plan = (extra: Partial<UsagePlanPlan>): UsagePlanPlan => ({ id: 'p', name: 'p', stages: [], ...extra });

beforeEach(() => {
  folder = temporaryFolder();
  now = Date.UTC(2026, 10, 25, 23, 59, 59); // a Wednesday
});
afterEach(async () => {
  for (const usage of opened.splice(0)) await usage.flush();
  folder.remove();
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
test('a burst passes at once, and then one request per interval of the rate', () => {
  const usage = ledger();
  const throttled = plan({ throttle: { rateLimit: 2, burstLimit: 3 } });
  const take = (): string => usage.admit(throttled, 'k');
  expect([take(), take(), take(), take()]).toEqual(['admitted', 'admitted', 'admitted', 'throttled']);
  now += 499;
  expect(take()).toBe('throttled');
  now += 1;
  expect([take(), take()]).toEqual(['admitted', 'throttled']);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
test('keys of one plan do not share their bucket or their quota', () => {
  const usage = ledger();
  const tight = plan({
    throttle: { rateLimit: 1, burstLimit: 1 },
    quota: { limit: 1, offset: 0, period: 'DAY' },
  });
  expect([usage.admit(tight, 'a'), usage.admit(tight, 'b')]).toEqual(['admitted', 'admitted']);
});

// https://docs.aws.amazon.com/apigateway/latest/api/API_QuotaSettings.html
test.each([
  ['DAY', 1000, true],
  ['WEEK', 1000, false],
  ['WEEK', 4 * DAY, true],
  ['MONTH', 4 * DAY, false],
  ['MONTH', 6 * DAY, true],
] as const)('a quota per %s is after %d ms renewed: %s', (period, later, renewed) => {
  const usage = ledger();
  const limited = plan({ quota: { limit: 1, offset: 0, period } });
  usage.admit(limited, 'k');
  expect(usage.admit(limited, 'k')).toBe('over-quota');
  now += later;
  expect(usage.admit(limited, 'k')).toBe(renewed ? 'admitted' : 'over-quota');
});

// https://docs.aws.amazon.com/apigateway/latest/api/API_QuotaSettings.html
test('the offset shortens the first period only', () => {
  const usage = ledger();
  const limited = plan({ quota: { limit: 2, offset: 1, period: 'DAY' } });
  expect([usage.admit(limited, 'k'), usage.admit(limited, 'k')]).toEqual(['admitted', 'over-quota']);
  now += DAY;
  expect([usage.admit(limited, 'k'), usage.admit(limited, 'k'), usage.admit(limited, 'k')]).toEqual([
    'admitted',
    'admitted',
    'over-quota',
  ]);
});

test('a flushed count is still counted by the next run', async () => {
  const limited = plan({ quota: { limit: 1, offset: 0, period: 'DAY' } });
  const first = ledger();
  first.admit(limited, 'k');
  await first.flush();
  expect(ledger().admit(limited, 'k')).toBe('over-quota');
});

// https://docs.aws.amazon.com/apigateway/latest/api/API_QuotaSettings.html
test('weeks start on Sunday and months on the first', () => {
  expect(new Date(periodStart('WEEK', now)).toISOString()).toBe('2026-11-22T00:00:00.000Z');
  expect(new Date(periodStart('MONTH', now)).toISOString()).toBe('2026-11-01T00:00:00.000Z');
});
