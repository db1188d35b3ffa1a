import type { Resolver } from '../assembly/resolver.ts';
import { AddressRanges } from '../waf/address-ranges.ts';
import type { ReferencedSets } from '../waf/statement.ts';
import type { Note } from './finding.ts';
import type { FirewallPlan, IpSetPlan } from './firewall-plan.ts';
import { planWebAcl } from './plan-web-acl.ts';
import { optionalText, texts } from './read-property.ts';
import { type PlannedResource, resourcesOf } from './resources-of.ts';
import type { RestApiPlan } from './rest-api-plan.ts';

/** Plans what stands before the stage that is served; `note` is told what does not. */
export function planFirewall(
  resolver: Resolver,
  restApi: Pick<RestApiPlan, 'id' | 'stage'>,
  note: Note,
): FirewallPlan {
  const ipSets = resourcesOf(resolver, 'AWS::WAFv2::IPSet').map((set) => planIpSet(resolver, set));
  const patternSets = new Map(
    resourcesOf(resolver, 'AWS::WAFv2::RegexPatternSet').map(({ logicalId, properties }) => [
      resolver.identity(logicalId).attributes['Arn'] ?? '',
      texts(properties, 'RegularExpressionList'),
    ]),
  );
  const sets: ReferencedSets = {
    addresses: (arn) => {
      const set = ipSets.find((candidate) => candidate.arn === arn);
      return set && ((address) => new AddressRanges(set.addresses).has(address));
    },
    patterns: (arn) => patternSets.get(arn),
  };
  const before = associated(resolver, restApi, note);
  const webAcls = resourcesOf(resolver, 'AWS::WAFv2::WebACL').map((acl) => {
    const { logicalId } = acl;
    if (resolver.identity(logicalId).attributes['Arn'] === before)
      return planWebAcl(resolver, acl, sets, note);
    note(`AWS::WAFv2::WebACL stands before nothing that is served here (${logicalId})`);
    return planWebAcl(resolver, acl, sets, () => undefined);
  });
  const webAcl = webAcls.find((acl) => acl.arn === before);
  return { ...(webAcl === undefined ? {} : { webAcl }), webAcls, ipSets, patternSets };
}

function planIpSet(resolver: Resolver, { logicalId, properties }: PlannedResource): IpSetPlan {
  const { ref, attributes } = resolver.identity(logicalId);
  const [name = '', id = ''] = ref.split('|');
  const description = optionalText(properties, 'Description');
  return {
    id,
    name,
    arn: attributes['Arn'] ?? '',
    ...(description === undefined ? {} : { description }),
    version: optionalText(properties, 'IPAddressVersion') === 'IPV6' ? 'IPV6' : 'IPV4',
    addresses: texts(properties, 'Addresses'),
  };
}

/** ARN of the web ACL before our stage: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-wafv2-webaclassociation.html. */
function associated(
  resolver: Resolver,
  { id, stage }: Pick<RestApiPlan, 'id' | 'stage'>,
  note: Note,
): string | undefined {
  let arn: string | undefined;
  for (const { logicalId, properties } of resourcesOf(resolver, 'AWS::WAFv2::WebACLAssociation')) {
    const resource = optionalText(properties, 'ResourceArn') ?? '';
    if (resource.endsWith(`/restapis/${id}/stages/${stage}`)) arn = optionalText(properties, 'WebACLArn');
    else note(`AWS::WAFv2::WebACLAssociation with ${resource} is not served here (${logicalId})`);
  }
  return arn;
}
