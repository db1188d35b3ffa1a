import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';

export interface RateWallProps {
  /** ARN of the API's stage. */
  readonly stageArn: string;
  /** Requests that one address may make in five minutes. */
  readonly requestsPer5Minutes: number;
}

/**
 * WAF before the API: an address that sends too much is blocked while it does, before it costs a lookup. Only a rate rule:
 * AWS's content rules take prompts and documents for attacks. No request is sampled, because samples hold headers.
 */
export class RateWall extends Construct {
  constructor(scope: Construct, id: string, props: RateWallProps) {
    super(scope, id);
    const visibility = (metricName: string) => ({
      metricName,
      cloudWatchMetricsEnabled: true,
      sampledRequestsEnabled: false,
    });
    const acl = new CfnWebACL(this, 'WebAcl', {
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: visibility('SallyportWebAcl'),
      rules: [
        {
          name: 'TooManyFromOneAddress',
          priority: 0,
          action: { block: {} },
          statement: { rateBasedStatement: { aggregateKeyType: 'IP', limit: props.requestsPer5Minutes } },
          visibilityConfig: visibility('SallyportTooManyFromOneAddress'),
        },
      ],
    });
    new CfnWebACLAssociation(this, 'Association', { resourceArn: props.stageArn, webAclArn: acl.attrArn });
  }
}
