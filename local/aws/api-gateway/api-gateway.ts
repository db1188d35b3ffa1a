import type { UsageLedger } from '../../usage/usage-ledger.ts';
import type { Operation, RestJsonService, RestRoute } from '../operation.ts';
import { createApiKey } from './create-api-key.ts';
import { createUsagePlanKey } from './create-usage-plan-key.ts';
import { deleteApiKey } from './delete-api-key.ts';
import { deleteUsagePlanKey } from './delete-usage-plan-key.ts';
import { flushStageAuthorizersCache, type ServedStage } from './flush-stage-authorizers-cache.ts';
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
const CACHE = '/restapis/{restApiId}/stages/{stageName}/cache/authorizers';

const route = (
  name: string,
  method: string,
  path: string,
  status: number,
  operation: Operation,
): RestRoute => ({ name, method, path, status, operation });

/** The control plane, as far as keys, usage plans and the authorizers' cache go. */
export const apiGateway = (desk: KeyDesk, ledger: UsageLedger, stage: ServedStage): RestJsonService => ({
  protocol: 'rest-json',
  routes: [
    route('CreateApiKey', 'POST', '/apikeys', 201, createApiKey(desk)),
    route('GetApiKeys', 'GET', '/apikeys', 200, getApiKeys(desk)),
    route('GetApiKey', 'GET', KEY, 200, getApiKey(desk)),
    route('UpdateApiKey', 'PATCH', KEY, 200, updateApiKey(desk)),
    route('DeleteApiKey', 'DELETE', KEY, 202, deleteApiKey(desk)),
    route('GetUsagePlans', 'GET', '/usageplans', 200, getUsagePlans(desk)),
    route('GetUsagePlan', 'GET', PLAN, 200, getUsagePlan(desk)),
    route('GetUsage', 'GET', `${PLAN}/usage`, 200, getUsage(desk, ledger)),
    route('CreateUsagePlanKey', 'POST', `${PLAN}/keys`, 201, createUsagePlanKey(desk)),
    route('GetUsagePlanKeys', 'GET', `${PLAN}/keys`, 200, getUsagePlanKeys(desk)),
    route('GetUsagePlanKey', 'GET', `${PLAN}/keys/{keyId}`, 200, getUsagePlanKey(desk)),
    route('DeleteUsagePlanKey', 'DELETE', `${PLAN}/keys/{keyId}`, 202, deleteUsagePlanKey(desk)),
    route('FlushStageAuthorizersCache', 'DELETE', CACHE, 202, flushStageAuthorizersCache(desk, stage)),
  ],
});
