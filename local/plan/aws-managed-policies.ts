const logs = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];

/** AWS's own policies for functions that allow actions on every resource, https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html. */
export const AWS_MANAGED_POLICIES: Readonly<Record<string, readonly string[]>> = {
  AWSLambdaBasicExecutionRole: logs,
  AWSLambdaVPCAccessExecutionRole: [
    ...logs,
    ...['ec2:CreateNetworkInterface', 'ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'],
    ...['ec2:DeleteNetworkInterface', 'ec2:AssignPrivateIpAddresses', 'ec2:UnassignPrivateIpAddresses'],
  ],
  AWSXRayDaemonWriteAccess: [
    ...['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSamplingRules'],
    ...['xray:GetSamplingTargets', 'xray:GetSamplingStatisticSummaries'],
  ],
  AWSLambdaSQSQueueExecutionRole: [
    ...['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
    ...logs,
  ],
  CloudWatchLambdaInsightsExecutionRolePolicy: logs,
};
