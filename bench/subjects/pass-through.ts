import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** Chunks go from one loopback connection to another, as a proxy hands them on; `treat` is what it does with each. */
export interface PassThrough {
  /** Milliseconds until the last byte has arrived. */
  pass(treat: () => (chunk: Buffer) => Buffer): Promise<number>;
  close(): void;
}

export async function passThrough(chunks: readonly Buffer[]): Promise<PassThrough> {
  const source = await listening((socket) => void sendAll(socket, chunks));
  const drain = await listening((socket) => void socket.on('end', () => socket.end()).resume());
  return {
    pass: async (treat) => {
      const [from, to] = [connect(source.port, '127.0.0.1'), connect(drain.port, '127.0.0.1')];
      await Promise.all([once(from, 'connect'), once(to, 'connect')]);
      const treated = treat();
      const startedAt = performance.now();
      for await (const chunk of from) if (!to.write(treated(chunk as Buffer))) await once(to, 'drain');
      const closed = once(to, 'close');
      to.end();
      to.resume();
      await closed;
      return performance.now() - startedAt;
    },
    close: () => {
      for (const { server } of [source, drain]) server.close();
    },
  };
}

async function sendAll(socket: Socket, chunks: readonly Buffer[]): Promise<void> {
  for (const chunk of chunks) if (!socket.write(chunk)) await once(socket, 'drain');
  socket.end();
}

async function listening(serve: (socket: Socket) => void): Promise<{ server: Server; port: number }> {
  const server = createServer(serve).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}
