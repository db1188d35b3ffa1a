import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';

export interface Sent {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into documents of many shapes
  readonly json: any;
}

export interface Sending {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Buffer;
}

/** Sends a request and gives back the response with its head read, but not its body. */
export function open(base: string, path: string, sending: Sending = {}): Promise<IncomingMessage> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, body } = sending;
    const made = request({
      hostname,
      port,
      path,
      method,
      headers: { ...headers } as Record<string, string>,
      agent: false,
    });
    made.on('response', resolve).on('error', reject).end(body);
  });
}

/** Sends a request and reads the response to its end. */
export async function send(base: string, path: string, sending: Sending = {}): Promise<Sent> {
  const response = await open(base, path, sending);
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    body,
    text: body.toString('utf8'),
    get json() {
      return JSON.parse(body.toString('utf8'));
    },
  };
}
