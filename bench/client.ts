import { randomBytes } from 'node:crypto';
import http from 'node:http';
import { mintClientKey } from '../lambda/domain/client-key.ts';
import { STAGE } from './workspace/stage.ts';

export interface Timing {
  readonly firstByteMs: number;
  readonly lastByteMs: number;
}

/** Asks over one kept connection. Anything but 200 rejects: a wrong answer would be a fast one. */
export interface Client {
  ask(path: string, key: string): Promise<Timing>;
  close(): void;
}

export const GENERATE = '/gemini/v1beta/models/bench:generateContent';
export const STREAM = '/gemini/v1beta/models/bench:streamGenerateContent';

/** A short prompt, as an official SDK writes it. */
export const REQUEST_BODY = JSON.stringify({
  contents: [{ role: 'user', parts: [{ text: 'Name one word.' }] }],
});
const PATIENCE_MS = 10_000;

/** A key that the stand-in for DynamoDB knows, as it knows every well-formed key. */
export const benchKey = (): string => mintClientKey(STAGE, randomBytes(32)).reveal();

/** The headers of an official SDK's call. */
export const requestHeaders = (key: string): Readonly<Record<string, string>> => ({
  'content-type': 'application/json',
  'x-goog-api-key': key,
  'x-goog-api-client': 'google-genai-sdk/1.0 gl-node/v20',
  'user-agent': 'google-genai-sdk/1.0 gl-node/v20',
  accept: '*/*',
});

export function connect(url: string): Client {
  const { hostname, port } = new URL(url);
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const ask = (path: string, key: string) =>
    new Promise<Timing>((resolve, reject) => {
      const headers = { ...requestHeaders(key), 'content-length': Buffer.byteLength(REQUEST_BODY) };
      const startedAt = performance.now();
      const since = () => performance.now() - startedAt;
      const request = http.request({ agent, hostname, port, path, method: 'POST', headers }, (response) => {
        let firstByteMs: number | undefined;
        response.on('data', () => {
          firstByteMs ??= since();
        });
        response.on('error', reject);
        response.on('end', () => {
          if (response.statusCode !== 200) reject(new Error(`${path} answered ${response.statusCode}`));
          else resolve({ firstByteMs: firstByteMs ?? since(), lastByteMs: since() });
        });
      });
      request.setTimeout(PATIENCE_MS, () => request.destroy(new Error(`${path} did not answer`)));
      request.on('error', reject);
      request.end(REQUEST_BODY);
    });
  return { ask, close: () => agent.destroy() };
}
