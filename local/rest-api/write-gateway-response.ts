import type { ServerResponse } from 'node:http';
import type { GatewayResponsePlan } from '../plan/rest-api-plan.ts';
import { substituteVariables } from './context-variables.ts';
import type { Exchange } from './exchange.ts';
import { GATEWAY_RESPONSES, type GatewayRefusal } from './gateway-refusal.ts';
import { mappedValue } from './request-parameter.ts';
import { gatewayHeaders } from './response-headers.ts';

const DEFAULT_TEMPLATE = '{"message":$context.error.messageString}';

/** Answers a refusal as the stack customised it: its own response, else that of its class, else AWS's default. */
export function writeGatewayResponse(
  exchange: Exchange,
  refusal: GatewayRefusal,
  response: ServerResponse,
  now: number,
): void {
  const { status, errorType } = GATEWAY_RESPONSES[refusal.type];
  const own = exchange.api.gatewayResponses[refusal.type];
  const custom = own ?? exchange.api.gatewayResponses[status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX'];
  exchange.error = {
    message: refusal.shown,
    responseType: refusal.type,
    ...(refusal.validation === undefined ? {} : { validation: refusal.validation }),
  };
  exchange.status = custom?.status ?? status;
  const [mediaType, template] = chooseTemplate(custom, exchange.facts.headers.get('accept'));
  const fill = (text: string): string =>
    substituteVariables(text, exchange, now, (value, name) =>
      name === 'error.messageString' ? String(value ?? 'null') : inJson(String(value ?? '')),
    );
  const headers: Record<string, string> = {
    'Content-Type': mediaType,
    'x-amzn-ErrorType': errorType,
    ...gatewayHeaders(exchange),
  };
  for (const [name, value] of Object.entries(custom?.headers ?? {}))
    setHeader(headers, name, singleLine(mappedValue(exchange, value)));
  const body = Buffer.from(fill(template));
  exchange.responseBytes = body.length;
  setHeader(headers, 'Content-Length', String(body.length));
  response.writeHead(exchange.status, headers);
  response.end(exchange.facts.httpMethod === 'HEAD' ? undefined : body);
}

function chooseTemplate(
  custom: GatewayResponsePlan | undefined,
  accept: string | undefined,
): readonly [string, string] {
  const templates = Object.entries(custom?.templates ?? {});
  return (
    templates.find(([mediaType]) => mediaType === accept) ??
    templates.find(([mediaType]) => mediaType === 'application/json') ??
    templates[0] ?? ['application/json', DEFAULT_TEMPLATE]
  );
}

/** Templates put values between quotes of their own. */
const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/** What a client sent must not end the header. */
const singleLine = (value: string): string => value.replace(/[^\t\x20-\x7e\x80-\xff]/g, ' ');

function setHeader(headers: Record<string, string>, name: string, value: string): void {
  const same = Object.keys(headers).find((known) => known.toLowerCase() === name.toLowerCase());
  headers[same ?? name] = value;
}
