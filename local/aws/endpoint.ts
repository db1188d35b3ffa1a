import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { pipeline, Readable } from 'node:stream';
import { LocalRunError } from '../local-run-error.ts';
import { readAll } from '../read-all.ts';
import { strangerReason } from '../stranger-reason.ts';
import { answerControl, CONTROL_PATH, type Controls } from '../test-controls/answer-control.ts';
import { AwsError, unknownOperation } from './aws-error.ts';
import { type Callers, OPERATOR } from './caller.ts';
import { credentialScope } from './credential-scope.ts';
import type { Input, Operation, Service } from './operation.ts';
import { type Guards, perform } from './perform.ts';
import { answerJson } from './wire/json-protocol.ts';
import { answerQuery } from './wire/query-protocol.ts';
import { answerRestJson } from './wire/rest-json-protocol.ts';
import { answerRestXml } from './wire/rest-xml-protocol.ts';
import type { WireRequest, WireResponse } from './wire/wire-request.ts';

export interface EndpointSettings {
  /** By the service name of the signature's scope: `dynamodb`, `secretsmanager`, … */
  readonly services: Readonly<Record<string, Service>>;
  readonly callers: Callers;
  readonly guards: Guards;
  /** Answers under `/_local/`. @default nothing is there */
  readonly controls?: Controls;
}

const BODY_BYTES_MAX = 16 * 1024 * 1024;

/** One listener that answers as every AWS service of the run. The caller makes it listen. */
export function createAwsEndpoint(settings: EndpointSettings): Server {
  return createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    void respond(settings, request).then(({ status, headers, body }) => {
      if (response.destroyed) return;
      const own = { 'x-amzn-requestid': randomUUID(), ...headers };
      if (body instanceof Readable) {
        response.writeHead(status, own);
        // A stream that breaks off breaks the answer off, too.
        pipeline(body, response, () => undefined);
        return;
      }
      const bytes = Buffer.from(body);
      // The answer to a HEAD tells the length of what it leaves out.
      response.writeHead(status, { 'content-length': bytes.length, ...own });
      response.end(bytes);
    });
  });
}

async function respond(settings: EndpointSettings, request: IncomingMessage): Promise<WireResponse> {
  const stranger = strangerReason(request);
  if (stranger !== undefined) return plain(403, 'AccessDeniedException', stranger);
  try {
    const body = await readAll(request, BODY_BYTES_MAX);
    if (body === undefined) return plain(413, 'RequestEntityTooLargeException', 'The body exceeds 16 MB');
    const wire = {
      method: request.method ?? 'GET',
      target: request.url ?? '/',
      headers: request.headers,
      body,
    };
    if (wire.target.startsWith(CONTROL_PATH)) return await answerControl(settings.controls, wire);
    return await dispatch(settings, wire);
  } catch (error) {
    if (error instanceof AwsError) return plain(error.status, error.type, error.message);
    const message = error instanceof LocalRunError ? error.message : 'The local run failed';
    return plain(500, 'InternalFailure', message);
  }
}

async function dispatch(settings: EndpointSettings, request: WireRequest): Promise<WireResponse> {
  const { accessKeyId, service: name } = credentialScope(request.headers.authorization);
  const service = settings.services[name];
  if (service === undefined)
    throw unknownOperation(`${name} ${request.headers['x-amz-target'] ?? ''}`.trim());
  const caller = settings.callers.get(accessKeyId) ?? OPERATOR;
  const { protocol } = service;
  const run = (operation: Operation, input: Input, operationName: string): Promise<unknown> =>
    perform(operation, input, { service: name, protocol, operation: operationName, caller }, settings.guards);
  if (service.protocol === 'json') return answerJson(service, request, run);
  if (service.protocol === 'rest-json') return answerRestJson(service, request, run);
  if (service.protocol === 'rest-xml') return answerRestXml(service, request, run);
  return answerQuery(service, request, run);
}

/** Readable by every protocol's error reader: type in header and body. */
const plain = (status: number, type: string, message: string): WireResponse => ({
  status,
  headers: { 'content-type': 'application/json', 'x-amzn-errortype': type },
  body: JSON.stringify({ __type: type, message }),
});
