import type { Resolver } from '../assembly/resolver.ts';
import { isObject, type JsonObject } from '../assembly/template.ts';
import { LocalRunError } from '../local-run-error.ts';
import type { Note } from './finding.ts';
import { planMethods } from './plan-methods.ts';
import { planStageThrottles } from './plan-stage-throttles.ts';
import { planUsagePlans } from './plan-usage-plans.ts';
import { object, optionalNumber, optionalText, requiredText, textMap, texts } from './read-property.ts';
import { type PlannedResource, resourcesOf } from './resources-of.ts';
import type { GatewayResponsePlan, MethodPlan, ResourcePlan, RestApiPlan } from './rest-api-plan.ts';

/** Plans the only REST API of the stack with its only stage; `note` is told what a second one would have wanted. */
export function planRestApi(resolver: Resolver, note: Note): RestApiPlan {
  const api = only(resourcesOf(resolver, 'AWS::ApiGateway::RestApi'), 'REST API', note);
  const { ref: id, attributes } = resolver.identity(api.logicalId);
  if (texts(object(api.properties, 'EndpointConfiguration'), 'Types').includes('PRIVATE'))
    note(`AWS::ApiGateway::RestApi is private, but served to this machine (${api.logicalId})`, 'security');
  const ofThisApi = (type: string): readonly PlannedResource[] =>
    resourcesOf(resolver, type).filter(({ properties }) => optionalText(properties, 'RestApiId') === id);
  const stage = only(ofThisApi('AWS::ApiGateway::Stage'), 'stage of a REST API', note);
  const variables = textMap(stage.properties, 'Variables');
  const accessLogFormat = optionalText(object(stage.properties, 'AccessLogSetting'), 'Format');
  return {
    id,
    stage: resolver.identity(stage.logicalId).ref,
    deploymentId: optionalText(stage.properties, 'DeploymentId') ?? '',
    accountId: resolver.place.accountId,
    region: resolver.place.region,
    stageVariables: Object.keys(variables).length > 0 ? variables : null,
    binaryMediaTypes: texts(api.properties, 'BinaryMediaTypes'),
    apiKeySource: optionalText(api.properties, 'ApiKeySourceType') === 'AUTHORIZER' ? 'AUTHORIZER' : 'HEADER',
    resources: planResources(
      resolver,
      attributes['RootResourceId'] ?? '',
      ofThisApi('AWS::ApiGateway::Resource'),
      planMethods(resolver, id, note),
    ),
    gatewayResponses: Object.fromEntries(
      ofThisApi('AWS::ApiGateway::GatewayResponse').map((resource) => [
        requiredText(resource.properties, 'ResponseType', resource.logicalId),
        planGatewayResponse(resource),
      ]),
    ),
    usagePlans: planUsagePlans(resolver),
    methodThrottles: planStageThrottles(stage, note),
    models: Object.fromEntries(
      ofThisApi('AWS::ApiGateway::Model').map((model) => [
        resolver.identity(model.logicalId).ref,
        planModel(model),
      ]),
    ),
    streamIdleMs: streamIdleMs(api),
    ...(accessLogFormat === undefined ? {} : { accessLogFormat }),
  };
}

function only(found: readonly PlannedResource[], what: string, note: Note): PlannedResource {
  const [first, ...others] = found;
  if (first === undefined)
    throw new LocalRunError(`The stack has no ${what}; there is nothing to serve requests with.`);
  if (others.length > 0)
    note(`Only one ${what} is served (${first.logicalId}), not ${others.map((o) => o.logicalId).join(', ')}`);
  return first;
}

function planResources(
  resolver: Resolver,
  rootId: string,
  resources: readonly PlannedResource[],
  methods: ReturnType<typeof planMethods>,
): readonly ResourcePlan[] {
  const parts = new Map(
    resources.map(({ logicalId, properties }) => [
      resolver.identity(logicalId).ref,
      {
        parent: optionalText(properties, 'ParentId') ?? rootId,
        part: optionalText(properties, 'PathPart') ?? '',
      },
    ]),
  );
  const pathOf = (id: string): string => {
    const node = parts.get(id);
    return node === undefined ? '' : `${pathOf(node.parent)}/${node.part}`;
  };
  const methodsOf = (resourceId: string): Readonly<Record<string, MethodPlan>> =>
    Object.fromEntries(
      methods.filter((m) => m.resourceId === resourceId).map(({ plan }) => [plan.httpMethod, plan]),
    );
  return [rootId, ...parts.keys()].map((id) => ({ id, path: pathOf(id) || '/', methods: methodsOf(id) }));
}

/** Between two chunks: https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html. An API that says nothing is edge-optimized. */
function streamIdleMs({ properties }: PlannedResource): number {
  const [type = 'EDGE'] = texts(object(properties, 'EndpointConfiguration'), 'Types');
  return type === 'EDGE' ? 30_000 : 5 * 60_000;
}

/** A schema stands in the template as an object, or as its text. */
function planModel({ logicalId, properties }: PlannedResource): JsonObject {
  const { Schema: schema = {} } = properties;
  if (isObject(schema)) return schema;
  try {
    const parsed: unknown = JSON.parse(String(schema));
    if (isObject(parsed)) return parsed;
  } catch {
    // Said below.
  }
  throw new LocalRunError(`${logicalId}'s Schema is no JSON schema; AWS would refuse it, too.`);
}

function planGatewayResponse({ properties }: PlannedResource): GatewayResponsePlan {
  const status = optionalNumber(properties, 'StatusCode');
  const headers = Object.entries(textMap(properties, 'ResponseParameters')).map(
    ([name, value]) => [name.replace(/^gatewayresponse\.header\./, ''), value] as const,
  );
  return {
    ...(status === undefined ? {} : { status }),
    headers: Object.fromEntries(headers),
    templates: textMap(properties, 'ResponseTemplates'),
  };
}
