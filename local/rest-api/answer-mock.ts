import type { ServerResponse } from 'node:http';
import type { MockPlan } from '../plan/rest-api-plan.ts';
import { substituteVariables } from './context-variables.ts';
import type { Exchange } from './exchange.ts';
import { GatewayRefusal } from './gateway-refusal.ts';
import { mediaTypeOf } from './media-type.ts';
import { mappedValue } from './request-parameter.ts';
import { gatewayHeaders } from './response-headers.ts';

const broken = (): GatewayRefusal => new GatewayRefusal('API_CONFIGURATION_ERROR', 'Internal server error');

/** Answers by itself, as the method's templates say (https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html). */
export function answerMock(exchange: Exchange, mock: MockPlan, response: ServerResponse, now: number): void {
  const mediaType = mediaTypeOf(exchange);
  const status = mock.statuses[mediaType];
  if (status === undefined && mock.strict)
    throw new GatewayRefusal('UNSUPPORTED_MEDIA_TYPE', 'Unsupported Media Type');
  const chosen =
    mock.responses.find(({ selects }) => selects?.test(String(status))) ??
    mock.responses.find(({ selects }) => selects === undefined);
  // Without a template the request's own body would have to name the status, which is hardly ever meant.
  if (status === undefined || Number.isNaN(status) || chosen === undefined) throw broken();
  exchange.integration = { status, answered: status, latencyMs: 0 };
  exchange.status = chosen.status;
  const [type, template] = templateFor(chosen.templates, exchange.facts.headers.get('accept'));
  const body = Buffer.from(substituteVariables(template, exchange, now, (value) => String(value ?? '')));
  const headers = Object.entries(chosen.headers).map(
    ([name, expression]) => [name, mappedValue(exchange, expression)] as const,
  );
  exchange.responseBytes = body.length;
  response.writeHead(chosen.status, {
    'Content-Type': type,
    ...Object.fromEntries(headers),
    ...gatewayHeaders(exchange),
    ...(chosen.status === 204 ? {} : { 'Content-Length': String(body.length) }),
  });
  response.end(exchange.facts.httpMethod === 'HEAD' || chosen.status === 204 ? undefined : body);
}

function templateFor(
  templates: Readonly<Record<string, string>>,
  accept: string | undefined,
): readonly [string, string] {
  const all = Object.entries(templates);
  return (
    all.find(([mediaType]) => mediaType === accept) ??
    all.find(([mediaType]) => mediaType === 'application/json') ??
    all[0] ?? ['application/json', '']
  );
}
