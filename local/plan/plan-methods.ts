import type { Resolver } from '../assembly/resolver.ts';
import type { JsonObject } from '../assembly/template.ts';
import { flag, object, optionalNumber, optionalText, requiredText } from './read-property.ts';
import { resourcesOf } from './resources-of.ts';
import type { AuthorizerPlan, IntegrationPlan, MethodPlan } from './rest-api-plan.ts';

export interface PlacedMethod {
  readonly resourceId: string;
  readonly httpMethod: string;
  readonly plan: MethodPlan;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html names the streaming form. */
const INVOCATION = /functions\/(arn:[^/]+)\/(invocations|response-streaming-invocations)$/;

const DEFAULT_TIMEOUT_MS = 29_000;

export function planMethods(
  resolver: Resolver,
  restApiId: string,
  note: (sentence: string) => void,
): readonly PlacedMethod[] {
  const authorizers = planAuthorizers(resolver, note);
  const validating = new Set(
    resourcesOf(resolver, 'AWS::ApiGateway::RequestValidator')
      .filter(({ properties }) => flag(properties, 'ValidateRequestParameters'))
      .map(({ logicalId }) => resolver.identity(logicalId).ref),
  );
  return resourcesOf(resolver, 'AWS::ApiGateway::Method')
    .filter(({ properties }) => optionalText(properties, 'RestApiId') === restApiId)
    .map(({ logicalId, properties }) => {
      const integration = planIntegration(object(properties, 'Integration'));
      const authorization = planAuthorization(properties, authorizers);
      if (integration === 'unsupported')
        note(`${logicalId} has an integration that is not served here; it answers 500.`);
      if (authorization === 'unsupported')
        note(`${logicalId} has an authorization that cannot be checked here; it refuses every call.`);
      const validated = validating.has(optionalText(properties, 'RequestValidatorId') ?? '');
      return {
        resourceId: requiredText(properties, 'ResourceId', logicalId),
        httpMethod: requiredText(properties, 'HttpMethod', logicalId),
        plan: {
          logicalId,
          apiKeyRequired: flag(properties, 'ApiKeyRequired'),
          authorization,
          integration,
          requiredParameters: validated ? required(object(properties, 'RequestParameters')) : [],
        },
      };
    });
}

const required = (parameters: JsonObject): readonly string[] =>
  Object.keys(parameters).filter((name) => flag(parameters, name));

function planIntegration(integration: JsonObject): IntegrationPlan | 'unsupported' {
  const [, functionArn, action] = INVOCATION.exec(optionalText(integration, 'Uri') ?? '') ?? [];
  if (optionalText(integration, 'Type') !== 'AWS_PROXY' || functionArn === undefined) return 'unsupported';
  return {
    functionArn,
    streaming:
      action === 'response-streaming-invocations' ||
      optionalText(integration, 'ResponseTransferMode') === 'STREAM',
    timeoutMs: optionalNumber(integration, 'TimeoutInMillis') ?? DEFAULT_TIMEOUT_MS,
  };
}

function planAuthorization(
  method: JsonObject,
  authorizers: ReadonlyMap<string, AuthorizerPlan>,
): MethodPlan['authorization'] {
  const type = optionalText(method, 'AuthorizationType') ?? 'NONE';
  if (type === 'NONE') return 'none';
  return authorizers.get(optionalText(method, 'AuthorizerId') ?? '') ?? 'unsupported';
}

function planAuthorizers(
  resolver: Resolver,
  note: (sentence: string) => void,
): ReadonlyMap<string, AuthorizerPlan> {
  const plans = new Map<string, AuthorizerPlan>();
  for (const { logicalId, properties } of resourcesOf(resolver, 'AWS::ApiGateway::Authorizer')) {
    const [, functionArn] = INVOCATION.exec(optionalText(properties, 'AuthorizerUri') ?? '') ?? [];
    if (optionalText(properties, 'Type') !== 'REQUEST' || functionArn === undefined) continue;
    if (optionalNumber(properties, 'AuthorizerResultTtlInSeconds') !== 0)
      note(`${logicalId} may be cached in AWS; here it runs for every request.`);
    const sources = optionalText(properties, 'IdentitySource') ?? '';
    plans.set(resolver.identity(logicalId).ref, {
      functionArn,
      identitySources: sources
        .split(',')
        .map((s) => s.trim())
        .filter((s) => s !== ''),
    });
  }
  return plans;
}
