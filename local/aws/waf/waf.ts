import type { JsonService } from '../operation.ts';
import { createIpSet } from './create-ip-set.ts';
import { deleteIpSet } from './delete-ip-set.ts';
import { getIpSet } from './get-ip-set.ts';
import { getWebAcl } from './get-web-acl.ts';
import type { IpSetDesk } from './ip-set-desk.ts';
import { listIpSets } from './list-ip-sets.ts';
import { updateIpSet } from './update-ip-set.ts';

/** The control plane of AWS WAF, as far as IP sets go. */
export const waf = (desk: IpSetDesk): JsonService => ({
  protocol: 'json',
  operations: {
    CreateIPSet: createIpSet(desk),
    DeleteIPSet: deleteIpSet(desk),
    GetIPSet: getIpSet(desk),
    GetWebACL: getWebAcl(desk),
    ListIPSets: listIpSets(desk),
    UpdateIPSet: updateIpSet(desk),
  },
});
