import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LocalRunError } from './local-run-error.ts';

/** Listens on 127.0.0.1 only and resolves to the port; a port in use is an error that says so. */
export function listenOnLoopback(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(
        cause.code === 'EADDRINUSE'
          ? new LocalRunError(`Port ${port} is in use. Stop what listens there, or choose another port.`)
          : cause,
      ),
    );
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
