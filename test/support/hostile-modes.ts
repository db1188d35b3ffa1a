import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { FaultCode } from '../../contract/faults.ts';

type UpstreamFault = Extract<FaultCode, `upstream.${string}`>;

/** How a mode ends for whoever asked: an answer, or a Fault before or after the answer began. */
export type Ending =
  | { readonly kind: 'served'; readonly status: number; readonly text?: string }
  | { readonly kind: 'before'; readonly fault: UpstreamFault }
  | { readonly kind: 'midway'; readonly fault: UpstreamFault };

export interface HostileMode {
  /** Called once a request has arrived whole, or a connection. May write whatever it likes; every timer is to end with the socket. */
  readonly act: (socket: Socket, request: { readonly head: string }) => void;
  readonly ending: Ending;
}

const served = (status = 200, text?: string): Ending =>
  text === undefined ? { kind: 'served', status } : { kind: 'served', status, text };
const before = (fault: UpstreamFault): Ending => ({ kind: 'before', fault });
const midway = (fault: UpstreamFault): Ending => ({ kind: 'midway', fault });
const UNREACHABLE = 'upstream.unreachable';
const TIMEOUT = 'upstream.timeout';
const UNREADABLE = 'upstream.unreadable';

const OK = 'HTTP/1.1 200 OK\r\n';
const CHUNKED = `${OK}Content-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n`;
const hello = (extra = ''): string => `${OK}${extra}Content-Length: 5\r\n\r\nhello`;
/** A second answer that nobody asked for, for whoever comes next. */
export const SMUGGLED = 'HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nSMUGGLED';

/** Writes one text and leaves the connection open. */
const say =
  (text: string, encoding: BufferEncoding = 'latin1') =>
  (socket: Socket): void =>
    void socket.write(text, encoding);

/** Writes one text and hangs up. */
const sayAndClose =
  (text: string) =>
  (socket: Socket): void =>
    void socket.end(text, 'latin1');

/** Writes at an interval until the connection is gone. */
const drip =
  (first: string, next: string, everyMs: number) =>
  (socket: Socket): void => {
    socket.write(first, 'latin1');
    const timer = setInterval(() => socket.write(next, 'latin1'), everyMs);
    socket.once('close', () => clearInterval(timer));
  };

/** Writes as fast as the other side takes it, until the connection is gone or so much was written. */
export function pour(socket: Socket, chunk: Buffer, bytesMax: number, end?: string): void {
  let left = bytesMax;
  const more = (): void => {
    while (left > 0 && !socket.destroyed) {
      left -= chunk.length;
      if (!socket.write(chunk)) {
        socket.once('drain', more);
        return;
      }
    }
    if (end !== undefined && !socket.destroyed) socket.write(end);
  };
  more();
}

const MEGABYTE = 1_048_576;
const BOMB_BYTES = 300 * MEGABYTE;
const ENDLESS_BYTES = 64 * 1024 * MEGABYTE;
const CHUNK = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(0x1_0000, 'x'), Buffer.from('\r\n')]);

/** Starts an answer and pours. */
const flood =
  (head: string, chunk: Buffer, bytesMax: number, end?: string) =>
  (socket: Socket): void => {
    socket.write(head, 'latin1');
    pour(socket, chunk, bytesMax, end);
  };

const reset =
  (text: string) =>
  (socket: Socket): void => {
    if (text === '') socket.resetAndDestroy();
    else socket.write(text, 'latin1', () => setImmediate(() => socket.resetAndDestroy()));
  };

/** Sends whoever asked to the port of this machine that the request names, with its method and its body. */
const redirect =
  (status: string) =>
  (socket: Socket, { head }: { readonly head: string }): void => {
    const port = /^x-elsewhere: (\d+)/im.exec(head)?.[1] ?? '1';
    const to = `Location: http://127.0.0.1:${port}/elsewhere\r\n`;
    socket.write(`HTTP/1.1 ${status}\r\n${to}Content-Length: 0\r\n\r\n`, 'latin1');
  };

/** What a browser would take for `hello`, and nobody said so. */
export const GZIPPED = gzipSync('hello').toString('latin1');

const headers = (count: number, name = 'x-noise'): string => `${name}: 1\r\n`.repeat(count);

/** Every way to be a bad upstream, by name. `totalMs` of the upstream's timeouts must end those that never end. */
export const HOSTILE_MODES: Readonly<Record<string, HostileMode>> = {
  // hang and drip
  'hang-before-headers': { act: () => undefined, ending: before(TIMEOUT) },
  'hang-in-headers': { act: say(`${OK}X-Half: `), ending: before(TIMEOUT) },
  'hang-before-body': { act: say(CHUNKED), ending: midway(TIMEOUT) },
  'hang-mid-body': { act: say(`${CHUNKED}5\r\nhello\r\n`), ending: midway(TIMEOUT) },
  'hang-mid-sized-body': { act: say(`${OK}Content-Length: 10\r\n\r\nhello`), ending: before(TIMEOUT) },
  'drip-headers': { act: drip(OK, 'x', 20), ending: before(TIMEOUT) },
  'drip-body': { act: drip(CHUNKED, '1\r\nx\r\n', 20), ending: midway(TIMEOUT) },
  // cut
  'early-close': { act: sayAndClose(''), ending: before(UNREACHABLE) },
  'reset-before-headers': { act: reset(''), ending: before(UNREACHABLE) },
  'reset-in-headers': { act: reset(`${OK}X-Half: `), ending: before(UNREACHABLE) },
  'reset-mid-body': { act: reset(`${CHUNKED}5\r\nhello\r\n`), ending: midway(UNREACHABLE) },
  'truncated-length': {
    act: sayAndClose(`${OK}Content-Length: 10\r\n\r\nhello`),
    ending: before(UNREACHABLE),
  },
  'truncated-long': {
    act: sayAndClose(`${OK}Content-Length: 1000000\r\n\r\nhello`),
    ending: midway(UNREACHABLE),
  },
  'truncated-chunks': { act: sayAndClose(`${CHUNKED}5\r\nhello\r\n`), ending: midway(UNREACHABLE) },
  'truncated-chunk': { act: sayAndClose(`${CHUNKED}5\r\nhel`), ending: midway(UNREACHABLE) },
  'ended-by-close': { act: sayAndClose(`${OK}\r\nhello`), ending: served(200, 'hello') },
  // headers
  'oversized-header': { act: say(`${OK}X-Big: ${'x'.repeat(65_536)}\r\n\r\n`), ending: before(UNREACHABLE) },
  'many-headers': { act: say(hello(headers(100_000))), ending: before(UNREACHABLE) },
  'hidden-encoding': {
    act: say(hello(`${headers(2_050, 'a')}Content-Encoding: gzip\r\n`)),
    ending: before(UNREADABLE),
  },
  'many-allowed-headers': { act: say(hello(headers(1_500, 'etag'))), ending: before(UNREADABLE) },
  'endless-headers': {
    act: flood(OK, Buffer.from(headers(1_000)), ENDLESS_BYTES),
    ending: before(UNREACHABLE),
  },
  'bare-cr-in-header': { act: say(hello('X-A: b\rX-C: d\r\n')), ending: before(UNREACHABLE) },
  'bare-lf-in-value': { act: say(hello('X-A: b\nX-C d\r\n')), ending: before(UNREACHABLE) },
  'nul-in-header': { act: say(hello('X-A: b\0c\r\n')), ending: before(UNREACHABLE) },
  'folded-header': { act: say(hello('X-A: b\r\n c\r\n')), ending: before(UNREACHABLE) },
  'space-before-colon': { act: say(hello('X-A : b\r\n')), ending: before(UNREACHABLE) },
  'latin1-header': { act: say(hello('X-Request-Id: \xff\xfe\r\n')), ending: served(200, 'hello') },
  'wrong-type': {
    act: say(hello('Content-Type: no such/type;;;\r\nContent-Type: x\r\n')),
    ending: served(200, 'hello'),
  },
  // length
  'body-longer-than-length': {
    act: say(`${OK}Content-Length: 5\r\n\r\nhello and more`),
    ending: served(200, 'hello'),
  },
  'duplicate-length': { act: say(hello('Content-Length: 6\r\n')), ending: before(UNREACHABLE) },
  'listed-length': { act: say(`${OK}Content-Length: 5, 5\r\n\r\nhello`), ending: before(UNREACHABLE) },
  'negative-length': { act: say(`${OK}Content-Length: -1\r\n\r\n`), ending: before(UNREACHABLE) },
  'length-beside-chunks': {
    act: say(`${OK}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n`),
    ending: before(UNREACHABLE),
  },
  'bad-chunk-size': { act: say(`${CHUNKED}zz\r\nhello\r\n`), ending: midway(UNREACHABLE) },
  'huge-chunk-size': { act: say(`${CHUNKED}fffffffffffffffff\r\n`), ending: midway(UNREACHABLE) },
  'endless-chunk-extension': {
    act: flood(`${CHUNKED}5;`, Buffer.alloc(65_536, 'x'), ENDLESS_BYTES),
    ending: midway(UNREACHABLE),
  },
  'empty-chunks': { act: say(`${CHUNKED}0\r\n\r\n`), ending: served(200, '') },
  trailers: {
    act: say(`${CHUNKED}5\r\nhello\r\n0\r\nSet-Cookie: a=b\r\nContent-Encoding: gzip\r\n\r\n`),
    ending: served(200, 'hello'),
  },
  // bodies that are too much
  'endless-body': { act: flood(CHUNKED, CHUNK, ENDLESS_BYTES), ending: midway(TIMEOUT) },
  'gzip-bomb': {
    act: flood(
      `${OK}Content-Encoding: gzip\r\nContent-Length: ${BOMB_BYTES}\r\n\r\n`,
      Buffer.alloc(65_536),
      BOMB_BYTES,
    ),
    ending: before(UNREADABLE),
  },
  'encoding-chain': {
    act: say(hello(`Content-Encoding: ${'gzip, br, '.repeat(500)}identity\r\n`)),
    ending: before(UNREADABLE),
  },
  'unannounced-gzip': {
    act: say(`${OK}Content-Length: ${GZIPPED.length}\r\n\r\n${GZIPPED}`),
    ending: served(200, GZIPPED),
  },
  'unknown-encoding': { act: say(hello('Content-Encoding: zstd\r\n')), ending: before(UNREADABLE) },
  'transfer-gzip': {
    act: say(`${OK}Transfer-Encoding: gzip, chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n`),
    ending: before(UNREADABLE),
  },
  // what the scrubber could not search
  'unasked-part': {
    act: say('HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-4/10\r\nContent-Length: 5\r\n\r\nhello'),
    ending: before(UNREADABLE),
  },
  'unasked-parts': {
    act: say(
      'HTTP/1.1 206 Partial Content\r\nContent-Type: multipart/byteranges; boundary=b\r\nContent-Length: 5\r\n\r\nhello',
    ),
    ending: before(UNREADABLE),
  },
  'unasked-delta': {
    act: say('HTTP/1.1 226 IM Used\r\nIM: feed\r\nContent-Length: 5\r\n\r\nhello'),
    ending: before(UNREADABLE),
  },
  'foreign-letters': {
    act: say(hello('Content-Type: text/plain; charset=utf-7\r\n')),
    ending: before(UNREADABLE),
  },
  // other conversations
  redirect: { act: redirect('302 Found'), ending: served(302, '') },
  'redirect-307': { act: redirect('307 Temporary Redirect'), ending: served(307, '') },
  'redirect-308': { act: redirect('308 Permanent Redirect'), ending: served(308, '') },
  'noise-100': { act: say(`${'HTTP/1.1 100 Continue\r\n\r\n'.repeat(500)}${hello()}`), ending: served() },
  'noise-102': { act: say(`${'HTTP/1.1 102 Processing\r\n\r\n'.repeat(500)}${hello()}`), ending: served() },
  'noise-103': {
    act: say(`${'HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n'.repeat(500)}${hello()}`),
    ending: served(200, 'hello'),
  },
  'endless-noise': { act: drip('', 'HTTP/1.1 102 Processing\r\n\r\n', 10), ending: before(TIMEOUT) },
  'upgrade-101': {
    act: say('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\nhello'),
    ending: before(UNREACHABLE),
  },
  'http-1.0': {
    act: sayAndClose('HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello'),
    ending: served(200, 'hello'),
  },
  'http-0.9': { act: sayAndClose('<html>hello</html>'), ending: before(UNREACHABLE) },
  'http-2': { act: say('\0\0\x12\x04\0\0\0\0\0\0\x03\0\0\0\x64'), ending: before(UNREACHABLE) },
  'status-999': {
    act: say('HTTP/1.1 999 Odd\r\nContent-Length: 5\r\n\r\nhello'),
    ending: before(UNREADABLE),
  },
  'status-0': { act: say('HTTP/1.1 000 Odd\r\nContent-Length: 5\r\n\r\nhello'), ending: before(UNREADABLE) },
  'body-of-304': {
    act: say(`HTTP/1.1 304 Not Modified\r\nContent-Length: ${SMUGGLED.length}\r\n\r\n${SMUGGLED}`),
    ending: served(304, ''),
  },
  'body-of-204': { act: say('HTTP/1.1 204 No Content\r\n\r\nhello'), ending: served(204, '') },
  'smuggled-with': { act: say(hello() + SMUGGLED), ending: served(200, 'hello') },
  'smuggled-after': {
    act: (socket) => {
      socket.write(hello());
      const timer = setTimeout(() => socket.write(SMUGGLED), 30);
      socket.once('close', () => clearTimeout(timer));
    },
    ending: served(200, 'hello'),
  },
  'smuggled-half': { act: say(`${hello()}${SMUGGLED.slice(0, 20)}`), ending: served(200, 'hello') },
  // and the good ones, for comparison
  hello: { act: say(hello()), ending: served(200, 'hello') },
};

/** Every way to be a bad upstream before a request can be sent to it: what is done with a connection that should become TLS. */
export const TLS_MODES: Readonly<Record<string, HostileMode>> = {
  'hang-in-handshake': { act: () => undefined, ending: before(TIMEOUT) },
  'drip-handshake': { act: drip('\x16\x03\x03\x10\x00', '\x02', 20), ending: before(TIMEOUT) },
  'garbage-for-handshake': { act: say('\0garbage'.repeat(500)), ending: before(UNREACHABLE) },
  'plain-http-for-handshake': { act: say(hello()), ending: before(UNREACHABLE) },
  'close-in-handshake': { act: sayAndClose('\x16\x03\x03'), ending: before(UNREACHABLE) },
  'reset-in-handshake': { act: reset(''), ending: before(UNREACHABLE) },
};
