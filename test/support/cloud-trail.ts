/**
 * CloudTrail's word that a secret was asked for, as EventBridge delivers it
 * (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html).
 */
export const secretAsked = (secretId: unknown, over: object = {}) => ({
  version: '0',
  'detail-type': 'AWS API Call via CloudTrail',
  source: 'aws.secretsmanager',
  detail: {
    eventVersion: '1.10',
    userIdentity: {
      type: 'IAMUser',
      principalId: 'AIDAEXAMPLE',
      arn: 'arn:aws:iam::123456789012:user/build',
      accountId: '123456789012',
    },
    eventTime: '2026-11-23T17:00:00Z',
    eventSource: 'secretsmanager.amazonaws.com',
    eventName: 'GetSecretValue',
    awsRegion: 'eu-central-1',
    sourceIPAddress: '203.0.113.7',
    userAgent: 'aws-cli/2.31.0',
    requestParameters: { secretId },
    responseElements: null,
    eventID: '11111111-2222-3333-4444-555555555555',
    readOnly: true,
    eventType: 'AwsApiCall',
    managementEvent: true,
    ...over,
  },
});
