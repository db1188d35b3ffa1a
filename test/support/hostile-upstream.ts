import { once } from 'node:events';
import net, { type AddressInfo, type Socket } from 'node:net';
import tls from 'node:tls';
import { HOSTILE_MODES, TLS_MODES } from './hostile-modes.ts';

/** A request as its bytes came. */
export interface RawRequest {
  readonly head: string;
  readonly body: Buffer;
  readonly socket: Socket;
}

/** A mode of a test's own. */
export type Act = (socket: Socket, request: RawRequest) => void;

export interface HostileUpstream {
  readonly port: number;
  readonly url: string;
  readonly received: RawRequest[];
  /** Connections accepted so far, and those that are open now. */
  readonly accepted: () => number;
  readonly open: ReadonlySet<Socket>;
  /** Resolves when no connection is open any more. */
  readonly quiet: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface HostileOptions {
  readonly tls?: tls.TlsOptions;
  /** What is done with the first connections in their order, before TLS begins; the later ones are served. */
  readonly tlsModes?: readonly (keyof typeof TLS_MODES)[];
  /** Modes of a test's own, beside the common ones. */
  readonly modes?: Readonly<Record<string, { readonly act: Act }>>;
}

/** A server on loopback that acts by the mode that is the last segment of a request's path. It writes bytes, not HTTP. */
export async function hostileUpstream(options: HostileOptions = {}): Promise<HostileUpstream> {
  const received: RawRequest[] = [];
  const open = new Set<Socket>();
  const waiting: (() => void)[] = [];
  let accepted = 0;
  const keep = (socket: Socket): void => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => {
      open.delete(socket);
      if (open.size === 0) for (const done of waiting.splice(0)) done();
    });
  };
  const serve = (socket: Socket): void => {
    accepted += 1;
    keep(socket);
    readRequests(socket, (request) => {
      received.push(request);
      const name = /^\S+ (?:\S*\/)?([^/?\s]+)/.exec(request.head)?.[1] ?? '';
      const modes: HostileOptions['modes'] = { ...HOSTILE_MODES, ...options.modes };
      const mode = modes[name];
      if (mode === undefined) socket.destroy();
      else mode.act(socket, request);
    });
  };
  const waitingModes = [...(options.tlsModes ?? [])];
  const inside = options.tls === undefined ? undefined : tls.createServer(options.tls, serve);
  inside?.on('tlsClientError', () => undefined);
  const server = net.createServer((socket) => {
    const mode = TLS_MODES[waitingModes.shift() ?? ''];
    if (mode === undefined) {
      if (inside === undefined) serve(socket);
      else inside.emit('connection', socket);
      return;
    }
    keep(socket);
    socket.resume();
    mode.act(socket, { head: '' });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `${options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    received,
    accepted: () => accepted,
    open,
    quiet: () => (open.size === 0 ? Promise.resolve() : new Promise((done) => waiting.push(done))),
    close: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Cuts what arrives into requests by their Content-Length; enough for a client that is known to send one. */
function readRequests(socket: Socket, take: (request: RawRequest) => void): void {
  let bytes = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    for (;;) {
      const end = bytes.indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = bytes.subarray(0, end).toString('latin1');
      const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
      const from = end + 4;
      if (bytes.length < from + length) return;
      take({ head, body: bytes.subarray(from, from + length), socket });
      bytes = bytes.subarray(from + length);
    }
  });
}
