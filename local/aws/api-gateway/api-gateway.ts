import type { UsageLedger } from '../../usage/usage-ledger.ts';
import type { RestJsonService } from '../operation.ts';
import { createApiKey } from './create-api-key.ts';
import { createUsagePlanKey } from './create-usage-plan-key.ts';
import { deleteApiKey } from './delete-api-key.ts';
import { deleteUsagePlanKey } from './delete-usage-plan-key.ts';
import { getApiKey } from './get-api-key.ts';
import { getApiKeys } from './get-api-keys.ts';
import { getUsage } from './get-usage.ts';
import { getUsagePlan } from './get-usage-plan.ts';
import { getUsagePlanKey } from './get-usage-plan-key.ts';
import { getUsagePlanKeys } from './get-usage-plan-keys.ts';
import { getUsagePlans } from './get-usage-plans.ts';
import type { KeyDesk } from './key-desk.ts';
import { updateApiKey } from './update-api-key.ts';

const KEY = '/apikeys/{apiKey}';
const PLAN = '/usageplans/{usageplanId}';

/** The control plane, as far as keys and usage plans go. */
export const apiGateway = (desk: KeyDesk, ledger: UsageLedger): RestJsonService => ({
  protocol: 'rest-json',
  routes: [
    { method: 'POST', path: '/apikeys', status: 201, operation: createApiKey(desk) },
    { method: 'GET', path: '/apikeys', status: 200, operation: getApiKeys(desk) },
    { method: 'GET', path: KEY, status: 200, operation: getApiKey(desk) },
    { method: 'PATCH', path: KEY, status: 200, operation: updateApiKey(desk) },
    { method: 'DELETE', path: KEY, status: 202, operation: deleteApiKey(desk) },
    { method: 'GET', path: '/usageplans', status: 200, operation: getUsagePlans(desk) },
    { method: 'GET', path: PLAN, status: 200, operation: getUsagePlan(desk) },
    { method: 'GET', path: `${PLAN}/usage`, status: 200, operation: getUsage(desk, ledger) },
    { method: 'POST', path: `${PLAN}/keys`, status: 201, operation: createUsagePlanKey(desk) },
    { method: 'GET', path: `${PLAN}/keys`, status: 200, operation: getUsagePlanKeys(desk) },
    { method: 'GET', path: `${PLAN}/keys/{keyId}`, status: 200, operation: getUsagePlanKey(desk) },
    { method: 'DELETE', path: `${PLAN}/keys/{keyId}`, status: 202, operation: deleteUsagePlanKey(desk) },
  ],
});
