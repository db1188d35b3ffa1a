import type { KeyDesk } from '../aws/api-gateway/key-desk.ts';
import { methodNames } from '../usage/stage-throttle.ts';
import type { StageMethod, UsageLedger } from '../usage/usage-ledger.ts';
import type { Exchange } from './exchange.ts';
import { GatewayRefusal } from './gateway-refusal.ts';

/**
 * Demands an enabled API key in a usage plan of this stage and counts the request against the plan. With the source
 * `AUTHORIZER` the key is the authorizer's `usageIdentifierKey`, and the client's header means nothing.
 */
export function admit(exchange: Exchange, desk: KeyDesk, ledger: UsageLedger): void {
  const { api, facts, authorization } = exchange;
  const value =
    api.apiKeySource === 'AUTHORIZER' ? authorization?.usageIdentifierKey : facts.headers.get('x-api-key');
  const key = value === undefined ? undefined : desk.byValue(value);
  const plan = key === undefined ? undefined : desk.planOf(key.id, api.id, api.stage);
  if (key === undefined || plan === undefined || !key.enabled)
    throw new GatewayRefusal('INVALID_API_KEY', 'Forbidden');
  exchange.apiKey = { id: key.id, value: key.value };
  const admission = ledger.admit(plan, key.id, stageMethod(exchange));
  if (admission === 'throttled') throw new GatewayRefusal('THROTTLED', 'Too Many Requests');
  if (admission === 'over-quota') throw new GatewayRefusal('QUOTA_EXCEEDED', 'Limit Exceeded');
}

/** Which of the stage's methods a usage plan's own throttles may name. */
const stageMethod = ({ api, match }: Exchange): StageMethod => ({
  apiId: api.id,
  stage: api.stage,
  names: match === undefined ? [] : methodNames(match),
});
