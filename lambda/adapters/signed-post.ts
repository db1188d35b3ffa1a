import http from 'node:http';
import https from 'node:https';
import aws4 from 'aws4';
import type { AwsConnection } from './aws-connection.ts';

/** What an AWS service that speaks no targeted JSON is asked. */
export interface Post {
  /** Signing name, also the host's first label. */
  readonly service: 'sns' | 'securityhub' | 'lambda';
  readonly path: string;
  readonly contentType: string;
  readonly body: string;
  /** From the first byte sent to the last received. @default 5000 */
  readonly timeoutMs?: number;
}

export interface PostAnswer {
  readonly status: number;
  readonly text: string;
}

interface HeardAnswer extends PostAnswer {
  readonly headers: http.IncomingHttpHeaders;
}

const TIMEOUT_MS = 5_000;
const TEXT_LENGTH_MAX = 65_536;

/** Posts once, signed by `aws4`. Rejects only where no whole answer came, so that whoever asks knows that it may have been heard. */
export function signedPost(connection: AwsConnection, post: Post): Promise<HeardAnswer> {
  const { service, path, contentType, body, timeoutMs = TIMEOUT_MS } = post;
  const url = new URL(connection.endpointUrl ?? `https://${service}.${connection.region}.amazonaws.com`);
  const { sessionToken, ...credentials } = connection.credentials;
  const { headers } = aws4.sign(
    {
      ...{ service, region: connection.region, method: 'POST', path, body },
      headers: { Host: url.host, 'Content-Type': contentType },
    },
    sessionToken === undefined ? credentials : { ...credentials, sessionToken },
  );
  const transport = url.protocol === 'http:' ? http : https;
  const request = transport.request({
    ...{ hostname: url.hostname, port: url.port, method: 'POST', path, headers: { ...headers } },
    agent: false,
  });
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => request.destroy(new Error('timeout')), timeoutMs);
    request.on('close', () => clearTimeout(late));
    request.on('error', reject);
    request.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('error', reject);
      response.on('data', (chunk: string) => {
        text = (text + chunk).slice(0, TEXT_LENGTH_MAX);
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text, headers: response.headers }),
      );
    });
    request.end(body);
  });
}
