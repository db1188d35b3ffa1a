import http from 'node:http';
import { Duplex } from 'node:stream';
import type { Upstream } from '../../contract/upstream.ts';
import { outgoingRequest } from '../../lambda/adapters/outgoing-request.ts';
import type { Authorised, Call } from '../../lambda/domain/call.ts';
import type { UpstreamKey } from '../../lambda/domain/upstream-secret.ts';
import type { UpstreamAnswer, UpstreamPort } from '../../lambda/flows/ports.ts';

/** Keeps every byte that Node's client would put on the wire, and answers with exactly those bytes, our key among them. */
export class RecordingUpstream implements UpstreamPort {
  readonly received: Buffer[] = [];
  readonly #upstream: Upstream;

  constructor(upstream: Upstream) {
    this.#upstream = upstream;
  }

  async forward(call: Authorised<Call>, key: UpstreamKey): Promise<UpstreamAnswer> {
    const outgoing = outgoingRequest(this.#upstream, new URL(this.#upstream.baseUrl), call, key.secret);
    const bytes = await bytesOf(outgoing, call.body);
    this.received.push(bytes);
    return {
      status: 200,
      headers: [
        ['content-type', 'application/octet-stream'],
        ['x-request-id', `echo ${key.secret.reveal()}`],
      ],
      body: (async function* echo() {
        yield bytes;
      })(),
      discard: () => undefined,
    };
  }
}

function bytesOf(options: http.RequestOptions, body: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const wire = new Duplex({
      read: () => undefined,
      write: (chunk: Buffer, _encoding, done) => {
        chunks.push(chunk);
        done();
      },
    });
    const request = http.request({ ...options, defaultPort: 443, createConnection: () => wire });
    request.on('error', reject);
    request.end(body, () => {
      resolve(Buffer.concat(chunks));
      request.destroy();
    });
  });
}
