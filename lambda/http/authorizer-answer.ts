import type { AuthorizerContext } from '../../contract/authorizer-context.ts';
import type { Caller } from '../domain/caller.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html */
export interface AuthorizerAnswer {
  readonly principalId: string;
  readonly policyDocument: {
    readonly Version: '2012-10-17';
    readonly Statement: readonly [
      { readonly Action: 'execute-api:Invoke'; readonly Effect: 'Allow'; readonly Resource: string },
    ];
  };
  readonly context: AuthorizerContext;
  readonly usageIdentifierKey: string;
}

/** Allows the API and stage as a whole: which route is open is the proxy's decision, never the request path's. */
export function allowWholeApi(methodArn: string, caller: Caller): AuthorizerAnswer {
  const [api, stage] = methodArn.split('/');
  return {
    principalId: caller.context.keyId,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: `${api}/${stage}/*` }],
    },
    context: caller.context,
    usageIdentifierKey: caller.usageKey,
  };
}
