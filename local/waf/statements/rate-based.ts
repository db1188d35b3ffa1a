import { isObject } from '../../assembly/template.ts';
import { clientAddresses } from '../client-addresses.ts';
import { RateWindow } from '../rate-window.ts';
import { type Compile, NotHonoured } from '../statement.ts';

const WINDOWS_S = [60, 120, 300, 600];

/**
 * Counts requests per address, and matches those above the limit. AWS estimates the rate and reacts seconds to minutes late; here the
 * count is exact and the next request feels it (https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html).
 */
export const rateBased: Compile = (settings, context) => {
  const limit = Number(settings['Limit']);
  const seconds = Number(settings['EvaluationWindowSec'] ?? 300);
  if (!(limit >= 10) || !WINDOWS_S.includes(seconds))
    throw new NotHonoured(`a limit of ${limit} in ${seconds} s, which AWS WAF does not accept`);
  const scope = settings['ScopeDownStatement'];
  const within = isObject(scope) ? context.compile(scope) : () => true;
  const window = new RateWindow(seconds * 1000);
  const keyType = settings['AggregateKeyType'];
  if (keyType === 'CONSTANT') return (request) => within(request) && window.count('', request.now) > limit;
  if (keyType !== 'IP' && keyType !== 'FORWARDED_IP')
    throw new NotHonoured(`a rate by ${JSON.stringify(keyType)}`);
  const addressesOf = clientAddresses(keyType === 'IP' ? undefined : (settings['ForwardedIPConfig'] ?? {}));
  return (request) => {
    if (!within(request)) return false;
    const addresses = addressesOf(request);
    if (typeof addresses === 'boolean') return addresses;
    return window.count(addresses[0] ?? '', request.now) > limit;
  };
};
