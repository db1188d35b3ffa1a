import type { Operation } from '../operation.ts';
import { pageOf } from '../page-of.ts';
import { optionalCount, optionalString } from '../read-input.ts';
import { summarize } from './ip-set.ts';
import type { IpSetDesk } from './ip-set-desk.ts';

/** https://docs.aws.amazon.com/waf/latest/APIReference/API_ListIPSets.html */
export const listIpSets = (desk: IpSetDesk): Operation => ({
  action: 'wafv2:ListIPSets',
  resources: () => ['*'],
  run: (input) => {
    const found = input['Scope'] === 'REGIONAL' ? Object.values(desk.state.sets) : [];
    const limit = optionalCount(input, 'Limit', 1, 100) ?? 100;
    const page = pageOf(found, limit, optionalString(input, 'NextMarker'), 'WAFInvalidParameterException');
    return {
      IPSets: page.items.map(summarize),
      ...(page.next === undefined ? {} : { NextMarker: page.next }),
    };
  },
});
