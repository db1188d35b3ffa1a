import type { Resolver } from '../assembly/resolver.ts';
import { LocalRunError } from '../local-run-error.ts';
import { optionalNumber, optionalText } from './read-property.ts';
import { type PlannedResource, resourcesOf } from './resources-of.ts';
import type { AuthorizerPlan } from './rest-api-plan.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html names the streaming form. */
export const INVOCATION = /functions\/(arn:[^/]+)\/(invocations|response-streaming-invocations)$/;

/** https://docs.aws.amazon.com/apigateway/latest/api/API_Authorizer.html */
const DEFAULT_TTL_S = 300;
const TTL_MAX_S = 3600;

/** The stack's Lambda authorizers by id. Others are left out: what cannot be asked lets nobody through. */
export function planAuthorizers(resolver: Resolver): ReadonlyMap<string, AuthorizerPlan> {
  const plans = new Map<string, AuthorizerPlan>();
  for (const resource of resourcesOf(resolver, 'AWS::ApiGateway::Authorizer')) {
    const { logicalId, properties } = resource;
    const [, functionArn] = INVOCATION.exec(optionalText(properties, 'AuthorizerUri') ?? '') ?? [];
    const kind = optionalText(properties, 'Type');
    if ((kind !== 'REQUEST' && kind !== 'TOKEN') || functionArn === undefined) continue;
    const id = resolver.identity(logicalId).ref;
    const identitySources = (optionalText(properties, 'IdentitySource') ?? '')
      .split(',')
      .map((source) => source.trim())
      .filter((source) => source !== '');
    const ttlMs = timeToLive(resource) * 1000;
    if (identitySources.length === 0 && (ttlMs > 0 || kind === 'TOKEN'))
      throw new LocalRunError(
        `${logicalId} has no identity source, so AWS would not create it; name one, or set its TTL to 0.`,
      );
    const credentialsArn = optionalText(properties, 'AuthorizerCredentials');
    const asked = credentialsArn === undefined ? { functionArn } : { functionArn, credentialsArn };
    plans.set(id, { id, kind, ...asked, identitySources, ttlMs, ...tokenPattern(resource, kind) });
  }
  return plans;
}

function timeToLive({ logicalId, properties }: PlannedResource): number {
  const seconds = optionalNumber(properties, 'AuthorizerResultTtlInSeconds') ?? DEFAULT_TTL_S;
  if (seconds < 0 || seconds > TTL_MAX_S)
    throw new LocalRunError(`${logicalId} is cached for ${seconds} s; AWS allows 0 to ${TTL_MAX_S}.`);
  return seconds;
}

/** The whole token must match. */
function tokenPattern(
  { logicalId, properties }: PlannedResource,
  kind: 'REQUEST' | 'TOKEN',
): Pick<AuthorizerPlan, 'tokenPattern'> {
  const pattern = optionalText(properties, 'IdentityValidationExpression');
  if (pattern === undefined || kind === 'REQUEST') return {};
  try {
    return { tokenPattern: new RegExp(`^(?:${pattern})$`) };
  } catch {
    throw new LocalRunError(`${logicalId}'s IdentityValidationExpression is no regular expression.`);
  }
}
