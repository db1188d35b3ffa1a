import type { Identity, Shapes, Subject } from './identity.ts';
import { code, uuid } from './physical-name.ts';
import { arn } from './place.ts';

const identifier =
  (attribute: string, length = 6) =>
  (s: Subject): Identity => {
    const ref = code(s, length);
    return { ref, attributes: { [attribute]: ref } };
  };

/** AWS WAF's: `name|id|scope`. */
const firewallPart =
  (kind: string) =>
  (s: Subject): Identity => {
    const Id = uuid(s);
    const name = s.property('Name') ?? `${s.logicalId}-${code(s, 12, '/name')}`;
    const scope = s.property('Scope') === 'CLOUDFRONT' ? 'CLOUDFRONT' : 'REGIONAL';
    const place = scope === 'REGIONAL' ? 'regional' : 'global';
    return {
      ref: `${name}|${Id}|${scope}`,
      attributes: { Id, Arn: arn(s.place, 'wafv2', `${place}/${kind}/${name}/${Id}`) },
    };
  };

/** REST APIs and firewalls, as in "Return values" of each resource's page, https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/. */
export const GATEWAY_SHAPES: Shapes = {
  'AWS::ApiGateway::RestApi': (s) => {
    const ref = code(s, 10);
    return { ref, attributes: { RestApiId: ref, RootResourceId: code(s, 10, '/root') } };
  },
  'AWS::ApiGateway::Stage': (s) => ({ ref: s.property('StageName') ?? code(s, 6), attributes: {} }),
  'AWS::ApiGateway::Resource': identifier('ResourceId'),
  'AWS::ApiGateway::Authorizer': identifier('AuthorizerId'),
  'AWS::ApiGateway::Deployment': identifier('DeploymentId'),
  'AWS::ApiGateway::RequestValidator': identifier('RequestValidatorId'),
  'AWS::ApiGateway::UsagePlan': identifier('Id'),
  'AWS::ApiGateway::Model': (s) => ({ ref: s.property('Name') ?? code(s, 10), attributes: {} }),
  'AWS::WAFv2::IPSet': firewallPart('ipset'),
  'AWS::WAFv2::RegexPatternSet': firewallPart('regexpatternset'),
  'AWS::WAFv2::WebACL': firewallPart('webacl'),
};
