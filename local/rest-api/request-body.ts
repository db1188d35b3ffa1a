import type { IncomingMessage } from 'node:http';
import { GatewayRefusal } from './gateway-refusal.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
const BYTES_MAX = 10 * 1024 * 1024;
/** A web ACL may look at 64 KB, and must see whether there is more. */
const KEPT_BYTES = 64 * 1024 + 1;

interface Received {
  readonly bytes: Buffer;
  /** Longer than the limit, or broken off: `bytes` is only its beginning. */
  readonly cut: boolean;
}

export const tooLarge = (): GatewayRefusal => new GatewayRefusal('REQUEST_TOO_LARGE', 'Request Too Long');

/** A request's body, read once however many ask for it. */
export class RequestBody {
  readonly #request: IncomingMessage;
  #received: Promise<Received> | undefined;

  constructor(request: IncomingMessage) {
    this.#request = request;
  }

  /** The whole body. Throws a refusal if it is too large; one that announces so is not even read. */
  async whole(): Promise<Buffer> {
    const announced = Number(this.#request.headers['content-length'] ?? 0);
    if (this.#received === undefined && announced > BYTES_MAX) throw tooLarge();
    const { bytes, cut } = await this.#read();
    if (cut) throw tooLarge();
    return bytes;
  }

  /** At least as much of the body as a web ACL may look at, and one byte more if there is more. */
  async beginning(): Promise<Buffer> {
    return (await this.#read()).bytes;
  }

  #read(): Promise<Received> {
    this.#received ??= receive(this.#request);
    return this.#received;
  }
}

async function receive(request: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let cut = false;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes <= BYTES_MAX) chunks.push(chunk);
      else if (!cut) {
        cut = true;
        chunks.splice(0, chunks.length, Buffer.concat([...chunks, chunk]).subarray(0, KEPT_BYTES));
      }
    }
  } catch {
    cut = true;
  }
  return { bytes: Buffer.concat(chunks), cut };
}
