import type { Resolver } from '../assembly/resolver.ts';
import type { JsonObject } from '../assembly/template.ts';
import type { Note } from './finding.ts';
import { planAuthorizers } from './plan-authorizers.ts';
import { planIntegration } from './plan-integration.ts';
import { flag, object, optionalText, requiredText, textMap } from './read-property.ts';
import { type PlannedResource, resourcesOf } from './resources-of.ts';
import type { AuthorizerPlan, MethodPlan } from './rest-api-plan.ts';

export interface PlacedMethod {
  readonly resourceId: string;
  readonly plan: MethodPlan;
}

export function planMethods(resolver: Resolver, restApiId: string, note: Note): readonly PlacedMethod[] {
  const authorizers = planAuthorizers(resolver);
  const validators = new Map(
    resourcesOf(resolver, 'AWS::ApiGateway::RequestValidator').map(({ logicalId, properties }) => [
      resolver.identity(logicalId).ref,
      properties,
    ]),
  );
  return resourcesOf(resolver, 'AWS::ApiGateway::Method')
    .filter(({ properties }) => optionalText(properties, 'RestApiId') === restApiId)
    .map((resource) => {
      const { logicalId, properties } = resource;
      const validator = validators.get(optionalText(properties, 'RequestValidatorId') ?? '') ?? {};
      const plan = planMethod(resource, authorizers, validator);
      if (plan.integration === 'unsupported')
        note(`${logicalId} has an integration that is not served here; it answers 500.`);
      if (plan.authorization === 'unsupported')
        note(
          `${logicalId} has an authorization that cannot be checked here; it refuses every call.`,
          'security',
        );
      return { resourceId: requiredText(properties, 'ResourceId', logicalId), plan };
    });
}

function planMethod(
  { logicalId, properties }: PlannedResource,
  authorizers: ReadonlyMap<string, AuthorizerPlan>,
  validator: JsonObject,
): MethodPlan {
  const parameters = object(properties, 'RequestParameters');
  return {
    logicalId,
    httpMethod: requiredText(properties, 'HttpMethod', logicalId),
    apiKeyRequired: flag(properties, 'ApiKeyRequired'),
    authorization: planAuthorization(properties, authorizers),
    integration: planIntegration(object(properties, 'Integration')),
    requiredParameters: flag(validator, 'ValidateRequestParameters')
      ? Object.keys(parameters).filter((name) => flag(parameters, name))
      : [],
    bodyModels: flag(validator, 'ValidateRequestBody') ? textMap(properties, 'RequestModels') : {},
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
