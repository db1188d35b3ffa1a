import type { JsonObject } from '../assembly/template.ts';
import { INVOCATION } from './plan-authorizers.ts';
import { planMock } from './plan-mock.ts';
import { optionalNumber, optionalText } from './read-property.ts';
import type { MethodPlan } from './rest-api-plan.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
const DEFAULT_TIMEOUT_MS = 29_000;

export function planIntegration(integration: JsonObject): MethodPlan['integration'] {
  const type = optionalText(integration, 'Type');
  if (type === 'MOCK') return planMock(integration);
  const [, functionArn, action] = INVOCATION.exec(optionalText(integration, 'Uri') ?? '') ?? [];
  if (type !== 'AWS_PROXY' || functionArn === undefined) return 'unsupported';
  const credentialsArn = optionalText(integration, 'Credentials');
  return {
    kind: 'lambda',
    functionArn,
    ...(credentialsArn === undefined ? {} : { credentialsArn }),
    streaming:
      action === 'response-streaming-invocations' ||
      optionalText(integration, 'ResponseTransferMode') === 'STREAM',
    timeoutMs: optionalNumber(integration, 'TimeoutInMillis') ?? DEFAULT_TIMEOUT_MS,
  };
}
