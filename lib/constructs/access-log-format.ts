import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';

/**
 * One JSON object a request. No header, query, path or body: some SDKs put the client key into the query, and whatever a
 * stranger writes could hold a key. The route is the API's own pattern.
 */
export const ACCESS_LOG_FORMAT = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.extendedRequestId', // a client can choose the other one
    time: '$context.requestTime',
    stage: '$context.stage',
    ip: '$context.identity.sourceIp',
    method: '$context.httpMethod',
    route: '$context.resourcePath',
    status: '$context.status',
    keyId: '$context.authorizer.keyId',
    client: '$context.authorizer.client',
    errorType: '$context.error.responseType',
    authorizerStatus: '$context.authorizer.status',
    integrationStatus: '$context.integration.status',
    latencyMs: '$context.responseLatency',
    integrationLatencyMs: '$context.integration.latency',
    responseBytes: '$context.responseLength',
  }),
);
