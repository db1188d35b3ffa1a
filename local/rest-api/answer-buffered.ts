import type { ServerResponse } from 'node:http';
import { isObject } from '../assembly/template.ts';
import type { FunctionAnswer } from '../lambda/function-answer.ts';
import { readAll } from '../read-all.ts';
import type { Exchange } from './exchange.ts';
import { GatewayRefusal } from './gateway-refusal.ts';
import { badAnswer } from './integration-failure.ts';
import { isBinary } from './media-type.ts';
import { responseHead } from './response-headers.ts';

const BYTES_MAX = 10 * 1024 * 1024;
const KNOWN = ['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded', 'cookies'];

/** Reads a Lambda proxy's JSON answer to its end and sends it; what is out of format is refused as 502. */
export async function answerBuffered(
  exchange: Exchange,
  answer: FunctionAnswer,
  response: ServerResponse,
): Promise<void> {
  const payload = answer.kind === 'buffered' ? answer.payload : await readAll(answer.body, BYTES_MAX);
  const output = payload === undefined ? undefined : parse(payload);
  if (!isObject(output) || Object.keys(output).some((name) => !KNOWN.includes(name))) throw badAnswer();
  const head = responseHead(output, exchange);
  const { body } = output;
  if (head === undefined || (body !== undefined && body !== null && typeof body === 'object'))
    throw badAnswer();
  const bytes = bodyBytes(String(body ?? ''), output['isBase64Encoded'] === true, exchange);
  exchange.status = head.status;
  exchange.integration = { latencyMs: 0, ...exchange.integration, answered: head.status };
  exchange.responseBytes = bytes.length;
  response.writeHead(head.status, { ...head.headers, 'Content-Length': String(bytes.length) } as Record<
    string,
    string
  >);
  response.end(exchange.facts.httpMethod === 'HEAD' ? undefined : bytes);
}

/**
 * Bytes where the API treats the client's first accepted media type as binary; otherwise the client gets the base64 text
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/lambda-proxy-binary-media.html).
 */
function bodyBytes(body: string, base64: boolean, exchange: Exchange): Buffer {
  const [accepted] = (exchange.facts.headers.all('accept')?.[0] ?? '').split(',');
  if (!base64 || !isBinary(exchange, accepted)) return Buffer.from(body);
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(body) || body.length % 4 !== 0)
    throw new GatewayRefusal('API_CONFIGURATION_ERROR', 'Internal server error');
  return Buffer.from(body, 'base64');
}

function parse(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8'));
  } catch {
    return undefined;
  }
}
