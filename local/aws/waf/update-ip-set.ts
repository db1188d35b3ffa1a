import { randomUUID } from 'node:crypto';
import type { Operation } from '../operation.ts';
import { optionalString } from '../read-input.ts';
import { demandLatest, findIpSet, type IpSetDesk } from './ip-set-desk.ts';
import { readAddresses } from './read-addresses.ts';

/** Replaces all addresses and the description at once (https://docs.aws.amazon.com/waf/latest/APIReference/API_UpdateIPSet.html). */
export const updateIpSet = (desk: IpSetDesk): Operation => ({
  action: 'wafv2:UpdateIPSet',
  resources: (input) => [desk.arn('ipset', input)],
  run: (input) =>
    desk.change((draft) => {
      const set = findIpSet(draft, input);
      demandLatest(set, input);
      set.addresses = readAddresses(input, set.version);
      const description = optionalString(input, 'Description');
      if (description === undefined) delete set.description;
      else set.description = description;
      set.lockToken = randomUUID();
      return { NextLockToken: set.lockToken };
    }),
});
