import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { RestApiPlan } from '../plan/rest-api-plan.ts';
import { beginExchange, type Exchange } from './exchange.ts';
import { GatewayRefusal } from './gateway-refusal.ts';
import { resourceMatcher } from './match-resource.ts';
import { readRequestFacts } from './request-facts.ts';
import { type RestApiDeps, serveExchange } from './serve-exchange.ts';
import { writeGatewayResponse } from './write-gateway-response.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html: request line and header values. */
const HEADER_BYTES_MAX = 10_240;

/** The REST API's listener. `log` is told of every exchange when its connection is done with it. */
export function createRestApi(
  plan: RestApiPlan,
  deps: RestApiDeps,
  log: (exchange: Exchange) => void,
): Server {
  const match = resourceMatcher(plan.resources);
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const exchange = beginExchange(plan, readRequestFacts(request, deps.testControls ?? false), deps.now());
    response.once('close', () => log(exchange));
    try {
      if (headerBytes(request) > HEADER_BYTES_MAX) {
        refusePlainly(exchange, response, 431, 'Request Header Fields Too Large');
        return;
      }
      const { path, httpMethod, sourceProblem } = exchange.facts;
      if (sourceProblem !== undefined) {
        refusePlainly(exchange, response, 400, sourceProblem);
        return;
      }
      await serveExchange(deps, exchange, match(path, httpMethod), request, response);
    } catch (error) {
      if (response.headersSent || response.destroyed) {
        response.destroy();
        return;
      }
      const refusal =
        error instanceof GatewayRefusal
          ? error
          : new GatewayRefusal('API_CONFIGURATION_ERROR', 'Internal server error');
      writeGatewayResponse(exchange, refusal, response, deps.now());
    }
  };
  return createServer(
    { maxHeaderSize: 4 * HEADER_BYTES_MAX, keepAliveTimeout: 60_000 },
    (request, response) => void serve(request, response),
  ).on('clientError', refuseNoise);
}

function headerBytes(request: IncomingMessage): number {
  const values = request.rawHeaders.filter((_, i) => i % 2 === 1);
  return [request.method ?? '', request.url ?? '', ...values].reduce(
    (sum, s) => sum + Buffer.byteLength(s),
    0,
  );
}

/** For what is refused before the API's own responses have a say. */
function refusePlainly(exchange: Exchange, response: ServerResponse, status: number, message: string): void {
  exchange.status = status;
  response.writeHead(status, { 'Content-Type': 'application/json', Connection: 'close' });
  response.end(JSON.stringify({ message }));
}

/** What is not HTTP has no exchange and no log line. */
function refuseNoise(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, message] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? ['431 Request Header Fields Too Large', 'Request Header Fields Too Large']
      : ['400 Bad Request', 'Bad Request'];
  const body = JSON.stringify({ message });
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
  );
}
