import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http';

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** As they came off the socket. */
  readonly chunks: readonly string[];
}

export interface Ask {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Buffer;
}

/** One raw request: the path goes out exactly as written, headers may repeat. */
export const ask = (baseUrl: string, path: string, { method = 'GET', headers = {}, body }: Ask = {}) =>
  new Promise<Reply>((resolve, reject) => {
    const { hostname, port } = new URL(baseUrl);
    const sent = request({ hostname, port, path, method, headers, agent: false }, (response) => {
      const chunks: string[] = [];
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: chunks.join(''),
          chunks,
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
