import type { Server } from 'node:http';
import type { Cleanup } from './cleanup.ts';
import { listenOnLoopback } from './listen-on-loopback.ts';

/** Makes a server listen until the run ends, and tells its address. */
export async function listen(server: Server, port: number, cleanup: Cleanup): Promise<string> {
  const url = `http://127.0.0.1:${await listenOnLoopback(server, port)}`;
  cleanup.add(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  });
  return url;
}
