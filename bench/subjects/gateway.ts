import { Buffer } from 'node:buffer';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AuthorizerAnswer } from '../../lambda/http/authorizer-answer.ts';
import { ANSWER } from '../processes/upstream-stand-in.ts';
import { ALLOWED } from './bench-events.ts';
import { type GatewayCall, gatewayEvent } from './gateway-event.ts';
import { installAwslambda } from './install-awslambda.ts';

export const GATEWAY_SUBJECTS = ['shell', 'authorizer', 'proxy', 'pair'] as const;
/** `shell` is what the bench itself adds: it reads the request, builds the event and answers without either function. */
export type GatewaySubject = (typeof GATEWAY_SUBJECTS)[number];

type Authorizer = (event: GatewayCall) => Promise<AuthorizerAnswer>;
type ProxyFunction = (event: GatewayCall, stream: ServerResponse) => Promise<void>;

export interface Subject {
  readonly listener: RequestListener;
  /** Resolves when nothing is under way any more, what follows the last byte of an answer included. */
  settled(): Promise<void>;
}

/** The deployed bundles behind node:http, in the place where API Gateway would be. `functions` holds one folder each. */
export function gateway(subject: GatewaySubject, functions: string): Subject {
  installAwslambda((response: ServerResponse, { statusCode, headers, multiValueHeaders }) =>
    response.writeHead(statusCode, { ...headers, ...multiValueHeaders } as Record<string, string | string[]>),
  );
  const authorizer = load<Authorizer>(functions, 'authorizer');
  const proxy = load<ProxyFunction>(functions, 'proxy');
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(request);
    if (subject === 'shell') gatewayEvent(request, body, ALLOWED);
    const authorizes = subject === 'authorizer' || subject === 'pair';
    const context = authorizes ? (await authorizer(gatewayEvent(request, body))).context : ALLOWED;
    if (subject === 'proxy' || subject === 'pair')
      await proxy(gatewayEvent(request, body, context), response);
    else response.writeHead(200, { 'content-length': ANSWER.length }).end(ANSWER);
  };
  const underWay = new Set<Promise<void>>();
  const listener: RequestListener = (request, response) => {
    const served = serve(request, response).catch(() => void response.writeHead(500).end());
    underWay.add(served);
    void served.finally(() => underWay.delete(served));
  };
  return { listener, settled: async () => void (await Promise.all(underWay)) };
}

function load<H>(functions: string, name: string): H {
  const folder = join(functions, name);
  process.env['LAMBDA_TASK_ROOT'] = folder; // each reads its own settings while it loads
  const { handler } = createRequire(join(folder, 'index.cjs'))('./index.cjs') as { handler: H };
  return handler;
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
