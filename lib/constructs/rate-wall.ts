import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { CfnIPSet, CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';

export interface RateWallProps {
  /** ARN of the API's stage. */
  readonly stageArn: string;
  /** Requests that one address may make in five minutes. */
  readonly requestsPer5Minutes: number;
}

/**
 * WAF before the API: a source on the blocklist, and an address that sends too much while it does, are stopped before they cost
 * a lookup. No other rules: AWS's content rules take prompts and documents for attacks. No request is sampled, because samples
 * hold headers.
 */
export class RateWall extends Construct {
  readonly #ipSets: readonly CfnIPSet[];

  constructor(scope: Construct, id: string, props: RateWallProps) {
    super(scope, id);
    const visibility = (metricName: string) => ({
      metricName,
      cloudWatchMetricsEnabled: true,
      sampledRequestsEnabled: false,
    });
    // Constant and empty, so that no deployment touches what the responder writes.
    const ipSet = (name: string, ipAddressVersion: string) =>
      new CfnIPSet(this, name, { scope: 'REGIONAL', ipAddressVersion, addresses: [] });
    this.#ipSets = [ipSet('BlockedIpv4', 'IPV4'), ipSet('BlockedIpv6', 'IPV6')];
    const statements = this.#ipSets.map(({ attrArn: arn }) => ({ ipSetReferenceStatement: { arn } }));
    const acl = new CfnWebACL(this, 'WebAcl', {
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: visibility('SallyportWebAcl'),
      rules: [
        {
          name: 'BlockedSource',
          priority: 0,
          action: { block: {} },
          statement: { orStatement: { statements } },
          visibilityConfig: visibility('SallyportBlockedSource'),
        },
        {
          name: 'TooManyFromOneAddress',
          priority: 1,
          action: { block: {} },
          statement: { rateBasedStatement: { aggregateKeyType: 'IP', limit: props.requestsPer5Minutes } },
          visibilityConfig: visibility('SallyportTooManyFromOneAddress'),
        },
      ],
    });
    new CfnWebACLAssociation(this, 'Association', { resourceArn: props.stageArn, webAclArn: acl.attrArn });
  }

  /** Write which sources are stopped; no rule can be changed by that. */
  grantBlock(grantee: IGrantable): readonly string[] {
    const actions = ['wafv2:GetIPSet', 'wafv2:UpdateIPSet'];
    Grant.addToPrincipal({ grantee, actions, resourceArns: this.#ipSets.map(({ attrArn }) => attrArn) });
    return this.#ipSets.map(({ ref }) => ref);
  }
}
