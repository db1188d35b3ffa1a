import type { Operation } from '../operation.ts';
import { findIpSet, type IpSetDesk } from './ip-set-desk.ts';

/** https://docs.aws.amazon.com/waf/latest/APIReference/API_GetIPSet.html */
export const getIpSet = (desk: IpSetDesk): Operation => ({
  action: 'wafv2:GetIPSet',
  resources: (input) => [desk.arn('ipset', input)],
  run: (input) => {
    const set = findIpSet(desk.state, input);
    return {
      IPSet: {
        Name: set.name,
        Id: set.id,
        ARN: set.arn,
        ...(set.description === undefined ? {} : { Description: set.description }),
        IPAddressVersion: set.version,
        Addresses: set.addresses,
      },
      LockToken: set.lockToken,
    };
  },
});
