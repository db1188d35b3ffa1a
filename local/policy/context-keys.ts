/**
 * Condition keys whose value this run knows, or knows to be absent as in AWS. A key that is not here cannot be decided: the
 * statement that asks for it never allows (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html).
 */
const KNOWN = new Set([
  ...['aws:currenttime', 'aws:epochtime', 'aws:requestedregion', 'aws:securetransport'],
  ...['aws:principalaccount', 'aws:principalarn', 'aws:principaltype', 'aws:username'],
  ...['aws:sourceaccount', 'aws:sourcearn', 'aws:resourceaccount', 'aws:principalisawsservice'],
  'aws:viaawsservice',
  // A function outside a VPC comes without them.
  ...['aws:sourcevpc', 'aws:sourcevpce', 'aws:vpcsourceip', 'aws:multifactorauthpresent'],
  ...['kms:viaservice', 'kms:calleraccount', 'kms:grantisforawsresource', 'lambda:sourcefunctionarn'],
  // Of single services, where an operation tells them.
  ...['cloudwatch:namespace', 'secretsmanager:versionid', 'secretsmanager:versionstage'],
  ...['secretsmanager:name', 'secretsmanager:rotationlambdaarn'],
  ...['dynamodb:attributes', 'dynamodb:leadingkeys'],
  ...[
    'kms:signingalgorithm',
    'kms:messagetype',
    'kms:macalgorithm',
    'kms:requestalias',
    'kms:resourcealiases',
  ],
  ...['s3:object-lock-mode', 's3:object-lock-legal-hold', 's3:prefix', 's3:delimiter', 's3:max-keys'],
  ...['s3:versionid', 's3:x-amz-server-side-encryption', 's3:x-amz-server-side-encryption-aws-kms-key-id'],
  ...['s3:if-none-match', 's3:if-match', 's3:object-lock-remaining-retention-days'],
  ...['kms:keyspec', 'kms:keyusage'],
]);
const KNOWN_PREFIXES = ['kms:encryptioncontext:'];

export const isKnownKey = (key: string): boolean => {
  const name = key.toLowerCase();
  return KNOWN.has(name) || KNOWN_PREFIXES.some((prefix) => name.startsWith(prefix));
};
