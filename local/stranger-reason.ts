import type { IncomingMessage } from 'node:http';

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Why a request to a control listener must be refused, if it must. A web page can make a browser call loopback: such a request
 * carries an `Origin`, or, after its name was rebound to 127.0.0.1, the page's own name as `Host`.
 */
export function strangerReason(request: IncomingMessage): string | undefined {
  const host = request.headers.host?.toLowerCase();
  const expected = LOOPBACK.map((name) => `${name}:${request.socket.localPort}`);
  if (host === undefined || !expected.includes(host))
    return `Host must be one of ${expected.join(', ')}: this listener serves this machine only.`;
  if (request.headers.origin !== undefined) return 'Requests of web pages are not served.';
  return undefined;
}
