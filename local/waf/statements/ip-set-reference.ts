import { clientAddresses } from '../client-addresses.ts';
import { type Compile, NotHonoured } from '../statement.ts';

/** https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-ipset-match.html */
export const ipSetReference: Compile = (settings, { sets }) => {
  const arn = String(settings['Arn']);
  const has = sets.addresses(arn);
  if (has === undefined) throw new NotHonoured(`${arn}, which is no IP set of this stack`);
  const addressesOf = clientAddresses(settings['IPSetForwardedIPConfig']);
  return (request) => {
    const addresses = addressesOf(request);
    return typeof addresses === 'boolean' ? addresses : addresses.some(has);
  };
};
