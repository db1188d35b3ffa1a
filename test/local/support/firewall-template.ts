const arnOf = (logicalId: string): object => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });
const ipSet = (Name: string, IPAddressVersion: string, Addresses: readonly string[]): object => ({
  Type: 'AWS::WAFv2::IPSet',
  Properties: { Name, Scope: 'REGIONAL', IPAddressVersion, Addresses },
});
const visible = { CloudWatchMetricsEnabled: false, SampledRequestsEnabled: false, MetricName: 'm' };
const plain = [{ Priority: 0, Type: 'NONE' }];
const rule = (Name: string, Priority: number, Statement: object, Action: object = { Block: {} }): object => ({
  ...{ Name, Priority, Statement, Action },
  VisibilityConfig: visible,
});
const pathStarts = (SearchString: string): object => ({
  ByteMatchStatement: {
    SearchString,
    FieldToMatch: { UriPath: {} },
    PositionalConstraint: 'STARTS_WITH',
    TextTransformations: plain,
  },
});

/** A set of either family, a spare one, and a web ACL before the API's stage, with a rule of every kind that a small gateway has. */
export const firewall: Readonly<Record<string, object>> = {
  BlockedV4: ipSet('blocked-v4', 'IPV4', ['203.0.113.0/24']),
  BlockedV6: ipSet('blocked-v6', 'IPV6', ['2001:db8::/32']),
  Spare: ipSet('spare', 'IPV4', []),
  Patterns: {
    Type: 'AWS::WAFv2::RegexPatternSet',
    Properties: { Name: 'patterns', Scope: 'REGIONAL', RegularExpressionList: ['^/open/\\.', '\\.php$'] },
  },
  WebAcl: {
    Type: 'AWS::WAFv2::WebACL',
    Properties: {
      Name: 'acl',
      Scope: 'REGIONAL',
      DefaultAction: { Allow: {} },
      VisibilityConfig: visible,
      CustomResponseBodies: { Later: { ContentType: 'APPLICATION_JSON', Content: '{"later":true}' } },
      Rules: [
        rule('last', 90, pathStarts('/open/trusted/late')),
        rule('v4', 1, { IPSetReferenceStatement: { Arn: arnOf('BlockedV4') } }),
        rule('v6', 2, { IPSetReferenceStatement: { Arn: arnOf('BlockedV6') } }),
        rule('counted', 3, pathStarts('/'), { Count: {} }),
        rule('trusted', 10, pathStarts('/open/trusted'), { Allow: {} }),
        rule('patterns', 11, {
          RegexPatternSetReferenceStatement: {
            Arn: arnOf('Patterns'),
            FieldToMatch: { UriPath: {} },
            TextTransformations: [{ Priority: 0, Type: 'LOWERCASE' }],
          },
        }),
        rule('large', 12, {
          AndStatement: {
            Statements: [
              pathStarts('/open'),
              {
                SizeConstraintStatement: {
                  FieldToMatch: { Body: { OversizeHandling: 'MATCH' } },
                  ComparisonOperator: 'GT',
                  Size: 8192,
                  TextTransformations: plain,
                },
              },
            ],
          },
        }),
        rule(
          'rate',
          20,
          {
            RateBasedStatement: {
              ...{ Limit: 10, EvaluationWindowSec: 60, AggregateKeyType: 'IP' },
              ScopeDownStatement: pathStarts('/open/rated'),
            },
          },
          {
            Block: {
              CustomResponse: {
                ResponseCode: 429,
                CustomResponseBodyKey: 'Later',
                ResponseHeaders: [{ Name: 'retry-after', Value: '60' }],
              },
            },
          },
        ),
      ],
    },
  },
  Association: {
    Type: 'AWS::WAFv2::WebACLAssociation',
    Properties: {
      WebACLArn: arnOf('WebAcl'),
      ResourceArn: {
        'Fn::Sub': [
          'arn:aws:apigateway:us-east-1::/restapis/$' + '{Id}/stages/$' + '{Name}',
          { Id: { Ref: 'Api' }, Name: { Ref: 'Stage' } },
        ],
      },
    },
  },
};

/** Names and ids of the sets, which a template can only tell as `name|id|scope`. */
export const firewallOutputs: Readonly<Record<string, object>> = Object.fromEntries(
  ['BlockedV4', 'BlockedV6', 'Spare', 'WebAcl'].map((logicalId) => [
    logicalId,
    { Value: { Ref: logicalId } },
  ]),
);
