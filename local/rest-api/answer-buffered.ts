import type { ServerResponse } from 'node:http';
import { isObject } from '../assembly/template.ts';
import type { FunctionAnswer } from '../lambda/function-answer.ts';
import { readAll } from '../read-all.ts';
import type { Exchange } from './exchange.ts';
import { badAnswer } from './integration-failure.ts';
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
  const bytes = Buffer.from(String(body ?? ''), output['isBase64Encoded'] === true ? 'base64' : 'utf8');
  exchange.status = head.status;
  exchange.responseBytes = bytes.length;
  response.writeHead(head.status, { ...head.headers, 'Content-Length': String(bytes.length) } as Record<
    string,
    string
  >);
  response.end(exchange.facts.httpMethod === 'HEAD' ? undefined : bytes);
}

function parse(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8'));
  } catch {
    return undefined;
  }
}
