import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A place that nobody has a reason to connect to. */
export interface Canary {
  /** Host and port. */
  readonly host: string;
  /** Whether a connection would reach it from where the gateway runs. */
  readonly reachable: boolean;
  /** How often somebody connected. */
  touched(): number;
  close(): Promise<void>;
}

/** Listens on this machine, where a gateway on the same machine would reach it. */
export async function loopbackCanary(): Promise<Canary> {
  let touches = 0;
  const server = createServer((_request, response) => response.end());
  server.on('connection', () => {
    touches += 1;
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    host: `127.0.0.1:${port}`,
    reachable: true,
    touched: () => touches,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A name that does not resolve (RFC 2606): whoever followed it fails, and answers otherwise. */
export const nameOnlyCanary = async (): Promise<Canary> => ({
  host: 'sallyport-drill.invalid',
  reachable: false,
  touched: () => 0,
  close: async () => undefined,
});
