import { AwsError } from '../aws-error.ts';
import type { Operation } from '../operation.ts';
import { demandLatest, findIpSet, type IpSetDesk } from './ip-set-desk.ts';

/** Not while a rule refers to the set (https://docs.aws.amazon.com/waf/latest/APIReference/API_DeleteIPSet.html). */
export const deleteIpSet = (desk: IpSetDesk): Operation => ({
  action: 'wafv2:DeleteIPSet',
  resources: (input) => [desk.arn('ipset', input)],
  run: (input) =>
    desk.change((draft) => {
      const set = findIpSet(draft, input);
      demandLatest(set, input);
      if (desk.plan.webAcls.some((acl) => JSON.stringify(acl.properties).includes(JSON.stringify(set.arn))))
        throw new AwsError(
          'WAFAssociatedItemException',
          'AWS WAF couldn’t perform the operation because your resource is being used by another resource.',
        );
      delete draft.sets[set.id];
      return {};
    }),
});
