import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Lets a function wait for its test, and the test for the function, without a clock. */
export interface Gate {
  readonly url: string;
  /** Resolves with what lets the function go on, once it has come to the gate of this name. */
  reached(name: string): Promise<() => void>;
  close(): void;
}

export async function openGate(): Promise<Gate> {
  const arrived = new Map<string, ServerResponse[]>();
  const waiting = new Map<string, ((response: ServerResponse) => void)[]>();
  const server = createServer((request, response) => {
    const name = (request.url ?? '').split('/').at(-1) ?? '';
    const next = waiting.get(name)?.shift();
    if (next !== undefined) next(response);
    else arrived.set(name, [...(arrived.get(name) ?? []), response]);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    reached: async (name) => {
      const response =
        arrived.get(name)?.shift() ??
        (await new Promise<ServerResponse>((resolve) => {
          waiting.set(name, [...(waiting.get(name) ?? []), resolve]);
        }));
      return () => response.end();
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
