import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { listenOnLoopback } from '../listen-on-loopback.ts';
import { strangerReason } from '../stranger-reason.ts';
import { answerExtension, type ExtensionsApi, isExtensionCall } from './extensions-api.ts';

/** A POST of the runtime whose body has not been read yet. */
export interface RuntimePost {
  readonly body: IncomingMessage;
  /** Tells the runtime that the post was taken; it then asks for the next event. */
  accept(): void;
  /** Takes the post before its end: the runtime's request closes as complete, so that the process can be used again. */
  cutShort(): void;
}

/** What the runtime client of one process says, https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html. */
export interface RuntimeCalls {
  /** Asks for an event; `give` sends it. */
  next(give: (event: string, headers: Readonly<Record<string, string>>) => void): void;
  response(requestId: string, post: RuntimePost): void;
  error(requestId: string, post: RuntimePost): void;
  initError(post: RuntimePost): void;
}

const ROOT = '/2018-06-01/runtime';
const INVOCATION = /^\/2018-06-01\/runtime\/invocation\/([^/]+)\/(response|error)$/;
/** How long a runtime gets to hang up after its response was cut short. */
const CUT_GRACE_MS = 1_000;

/** The Runtime API for exactly one process: one port each, so that a call needs no other mark of its sender. */
export async function startRuntimeApi(
  calls: RuntimeCalls,
  /** @default none can register */
  extensions?: ExtensionsApi,
): Promise<{ server: Server; port: number }> {
  const server = createServer({ requestTimeout: 0, keepAliveTimeout: 0 }, (request, response) => {
    const stranger = strangerReason(request);
    if (stranger !== undefined) response.writeHead(403).end(stranger);
    else if (extensions !== undefined && isExtensionCall(request))
      void answerExtension(extensions, request, response);
    else route(calls, request, response);
  });
  return { server, port: await listenOnLoopback(server, 0) };
}

function route(calls: RuntimeCalls, request: IncomingMessage, response: ServerResponse): void {
  const [, requestId, kind] = INVOCATION.exec(request.url ?? '') ?? [];
  if (request.url === `${ROOT}/invocation/next` && request.method === 'GET') {
    calls.next((event, headers) => {
      response.writeHead(200, { ...headers, 'content-type': 'application/json' }).end(event);
    });
  } else if (request.method === 'POST' && requestId !== undefined) {
    calls[kind === 'response' ? 'response' : 'error'](requestId, postOf(request, response));
  } else if (request.method === 'POST' && request.url === `${ROOT}/init/error`) {
    calls.initError(postOf(request, response));
  } else {
    response.writeHead(404).end();
  }
}

const ACCEPTED = '{"status":"OK"}';

function postOf(body: IncomingMessage, response: ServerResponse): RuntimePost {
  return {
    body,
    accept: () => {
      response.writeHead(202, { 'content-type': 'application/json' }).end(ACCEPTED);
    },
    cutShort: () => {
      // A reset connection would be an unhandled rejection in the runtime client and end the process. A complete answer
      // that asks for the connection to be closed is not: so the answer is written, but the closing is left to the client.
      response.writeHead(202, { connection: 'close', 'content-length': String(ACCEPTED.length) });
      response.write(ACCEPTED);
      body.resume();
      const hangUp = setTimeout(() => body.socket.destroy(), CUT_GRACE_MS);
      body.socket.once('close', () => clearTimeout(hangUp));
    },
  };
}
