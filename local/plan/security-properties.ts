/**
 * What guards something. Where this run does not honour it, it would let through what AWS refuses, and so does not start unless told to.
 * `always`: the whole resource. Policies are read elsewhere, and what they say that cannot be decided here counts, too.
 */
export const SECURITY: Readonly<Record<string, readonly string[] | 'always'>> = {
  'AWS::ApiGateway::Authorizer': ['Type', 'ProviderARNs', 'AuthType', 'IdentityValidationExpression'],
  'AWS::ApiGateway::ClientCertificate': 'always',
  'AWS::ApiGateway::DomainName': ['MutualTlsAuthentication'],
  'AWS::ApiGateway::Method': ['AuthorizationType', 'AuthorizerId', 'AuthorizationScopes', 'ApiKeyRequired'],
  'AWS::ApiGateway::RestApi': ['Policy'],
  'AWS::ApiGateway::Stage': ['ClientCertificateId'],
  'AWS::DynamoDB::Table': ['ResourcePolicy'],
  'AWS::KMS::Key': ['KeyPolicy'],
  'AWS::Lambda::Function': ['VpcConfig', 'CodeSigningConfigArn', 'Role'],
  'AWS::Lambda::Permission': ['EventSourceToken'],
  'AWS::S3::Bucket': ['ReplicationConfiguration', 'ObjectLockConfiguration', 'ObjectLockEnabled'],
  'AWS::S3::BucketPolicy': ['PolicyDocument'],
  'AWS::SecretsManager::ResourcePolicy': ['ResourcePolicy'],
  'AWS::WAFRegional::WebACL': 'always',
  'AWS::WAFv2::WebACL': ['DefaultAction', 'Rules'],
  'AWS::WAFv2::WebACLAssociation': 'always',
};
