import { randomUUID } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import type { Operation } from '../operation.ts';
import { optionalString } from '../read-input.ts';
import { type IpSet, summarize } from './ip-set.ts';
import type { IpSetDesk } from './ip-set-desk.ts';
import { readAddresses } from './read-addresses.ts';

/** https://docs.aws.amazon.com/waf/latest/APIReference/API_CreateIPSet.html */
export const createIpSet = (desk: IpSetDesk): Operation => ({
  action: 'wafv2:CreateIPSet',
  resources: (input) => [desk.arn('ipset', input, '*')],
  run: (input) => {
    const name = optionalString(input, 'Name') ?? '';
    const version = optionalString(input, 'IPAddressVersion');
    if (!/^[\w-]{1,128}$/.test(name) || input['Scope'] !== 'REGIONAL')
      throw new AwsError('WAFInvalidParameterException', 'Name must be a name, and Scope must be REGIONAL');
    if (version !== 'IPV4' && version !== 'IPV6')
      throw new AwsError('WAFInvalidParameterException', 'IPAddressVersion must be IPV4 or IPV6');
    return desk.change((draft) => {
      if (Object.values(draft.sets).some((other) => other.name === name))
        throw new AwsError('WAFDuplicateItemException', 'An IP set of this name already exists.');
      const id = randomUUID();
      const description = optionalString(input, 'Description');
      const set: IpSet = {
        id,
        name,
        arn: desk.arn('ipset', input, id),
        version,
        ...(description === undefined ? {} : { description }),
        addresses: readAddresses(input, version),
        lockToken: randomUUID(),
      };
      draft.sets[id] = set;
      return { Summary: summarize(set) };
    });
  },
});
