import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as a loopback server received it, body included. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
  /** Names and values exactly as they were sent. */
  readonly rawHeaders: readonly string[];
  readonly body: string;
}

/** How a request is answered; `n` counts from zero. */
export type Answerer = (response: http.ServerResponse, request: Received, n: number) => void;

export interface StubServer {
  readonly url: string;
  readonly received: Received[];
  /** Connections accepted so far. */
  readonly connections: () => number;
  readonly http: http.Server;
  readonly close: () => Promise<void>;
}

/** A server on loopback that answers each request as the test says */
export async function stubServer(answer: Answerer): Promise<StubServer> {
  const received: Received[] = [];
  let connections = 0;
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers, rawHeaders } = request;
      const one = { method, url, headers, rawHeaders, body: Buffer.concat(chunks).toString('utf8') };
      received.push(one);
      answer(response, one, received.length - 1);
    });
  });
  server.on('connection', () => {
    connections += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    connections: () => connections,
    http: server,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
