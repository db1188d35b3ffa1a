import { request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { OperatorFault } from '../../lambda/domain/operator-fault.ts';

export interface DoorCall {
  readonly method: string;
  /** As it is written into the request line: a whole URL is sent as one. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface DoorAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Sends requests just as they are given, `Host` and absolute targets included, which `fetch` would not. */
export interface Door {
  send(call: DoorCall): Promise<DoorAnswer>;
}

const PATIENCE_MS = 30_000;
const BODY_BYTES_MAX = 1_048_576;

/** The gateway's door at its base URL. Paths of targets are below it. */
export function httpDoor(url: string): Door {
  const base = new URL(url);
  const folder = base.pathname.replace(/\/$/, '');
  const request = base.protocol === 'https:' ? tlsRequest : plainRequest;
  return {
    send: ({ method, target, headers }) =>
      new Promise((resolve, reject) => {
        const path = target.startsWith('/') ? folder + target : target;
        const { hostname, port } = base;
        // `servername` stays the gateway's, whatever `Host` says.
        const where = { host: hostname.replace(/^\[|\]$/g, ''), port, servername: hostname };
        const sent = request({ ...where, method, path, headers, agent: false }, (answer) => {
          let body = '';
          answer.setEncoding('utf8');
          answer.on('data', (piece: string) => {
            if (body.length < BODY_BYTES_MAX) body += piece;
          });
          answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
          answer.on('error', () => reject(unreachable()));
        });
        sent.setTimeout(PATIENCE_MS, () => sent.destroy(new Error('too slow')));
        sent.on('error', () => reject(unreachable()));
        sent.end();
      }),
  };
}

const unreachable = (): OperatorFault =>
  new OperatorFault(
    'aws.unreachable',
    'the gateway did not answer a call',
    'see whether its URL can be reached from here',
  );
