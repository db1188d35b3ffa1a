import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { gemini } from './gemini/gemini.ts';
import type { GoogleApi } from './google/google-api.ts';
import { serveApi } from './google/serve-api.ts';
import { youtube } from './youtube/youtube.ts';

export interface Sandbox {
  readonly provider: 'gemini' | 'youtube';
  /** `http://127.0.0.1:PORT`: what stands in for `https://generativelanguage.googleapis.com` or `https://youtube.googleapis.com`. */
  readonly baseUrl: string;
  /** Random, made at start; the only key that this sandbox accepts. */
  readonly apiKey: string;
  /** Stops listening and cuts open streams. */
  close(): Promise<void>;
}

export interface SandboxOptions {
  /** Between two chunks of a streamed answer. @default 60 */
  readonly chunkPauseMs?: number;
}

const APIS: Readonly<Record<Sandbox['provider'], (chunkPauseMs: number) => GoogleApi>> = {
  gemini,
  youtube: () => youtube,
};

/** Listens on a free loopback port and answers in the provider's wire format, saying in its content that it is a sandbox. */
export async function startSandbox(
  provider: Sandbox['provider'],
  options: SandboxOptions = {},
): Promise<Sandbox> {
  // Google's newer keys begin with `AQ.`; whoever checks for `AIza` fails here instead of in production.
  const apiKey = `AQ.${randomBytes(32).toString('base64url')}`;
  const api = APIS[provider](options.chunkPauseMs ?? 60);
  const server = createServer(serveApi(provider, api, apiKey));
  // Node closes an idle connection after 5 s, Google after minutes; a proxy that reuses connections would meet the close half-way.
  server.keepAliveTimeout = 240_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0 }, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The sandbox has no TCP port');
  return {
    provider,
    baseUrl: `http://127.0.0.1:${address.port}`,
    apiKey,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
