import { isObject } from '../assembly/template.ts';
import { GatewayRefusal } from './gateway-refusal.ts';

/** What a Lambda authorizer says: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html. */
export interface AuthorizerAnswer {
  readonly principalId: string;
  readonly policyDocument: unknown;
  /** As the backend sees them: text. */
  readonly context: Readonly<Record<string, string>>;
  readonly usageIdentifierKey?: string;
}

/** What AWS answers for an authorizer that is not set up as one: 500 without a message. */
export const misconfigured = (): GatewayRefusal => new GatewayRefusal('AUTHORIZER_CONFIGURATION_ERROR', null);

export function readAuthorizerAnswer(payload: Buffer | undefined): AuthorizerAnswer {
  const output = payload === undefined ? undefined : parse(payload);
  if (!isObject(output) || typeof output['principalId'] !== 'string') throw misconfigured();
  const usageKey = output['usageIdentifierKey'];
  return {
    principalId: output['principalId'],
    policyDocument: output['policyDocument'],
    context: contextOf(output['context']),
    ...(typeof usageKey === 'string' ? { usageIdentifierKey: usageKey } : {}),
  };
}

function parse(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8'));
  } catch {
    throw misconfigured();
  }
}

/** API Gateway carries text, numbers and booleans, and hands all of them on as text. */
function contextOf(context: unknown): Readonly<Record<string, string>> {
  if (context === undefined || context === null) return {};
  if (!isObject(context)) throw misconfigured();
  return Object.fromEntries(
    Object.entries(context).map(([name, value]) => {
      if (!['string', 'number', 'boolean'].includes(typeof value)) throw misconfigured();
      return [name, String(value)];
    }),
  );
}
