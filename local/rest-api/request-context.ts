import { contextVariable } from './context-variables.ts';
import type { Exchange } from './exchange.ts';

/** `requestContext` of an event. The stage is not part of `path`: the API is mounted at the root, as behind a custom domain. */
export function requestContext(exchange: Exchange): Readonly<Record<string, unknown>> {
  const { api, facts, match, authorization, authorizer, apiKey } = exchange;
  return {
    accountId: api.accountId,
    apiId: api.id,
    resourceId: match?.resource.id,
    resourcePath: match?.resource.path,
    httpMethod: facts.httpMethod,
    path: facts.path,
    protocol: facts.protocol,
    stage: api.stage,
    domainName: facts.domainName,
    domainPrefix: facts.domainName.split('.')[0],
    requestId: exchange.requestId,
    extendedRequestId: exchange.extendedRequestId,
    requestTime: contextVariable(exchange, 'requestTime', exchange.startedAt),
    requestTimeEpoch: exchange.startedAt,
    identity: {
      accessKey: null,
      accountId: null,
      caller: null,
      cognitoAuthenticationProvider: null,
      cognitoAuthenticationType: null,
      cognitoIdentityId: null,
      cognitoIdentityPoolId: null,
      principalOrgId: null,
      sourceIp: facts.sourceIp,
      user: null,
      userAgent: facts.headers.get('user-agent') ?? null,
      userArn: null,
      ...(apiKey === undefined ? {} : { apiKey: apiKey.value, apiKeyId: apiKey.id }),
    },
    ...(authorization === undefined
      ? {}
      : {
          authorizer: {
            ...authorization.context,
            principalId: authorization.principalId,
            integrationLatency: authorizer?.latencyMs ?? 0,
          },
        }),
  };
}
