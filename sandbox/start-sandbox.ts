import { randomBytes } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import { anthropic } from './anthropic/anthropic.ts';
import { serveChat } from './chat/serve-chat.ts';
import { gemini } from './gemini/gemini.ts';
import { serveApi } from './google/serve-api.ts';
import { openai } from './openai/openai.ts';
import { youtube } from './youtube/youtube.ts';

export interface Sandbox {
  readonly provider: 'gemini' | 'youtube' | 'openai' | 'anthropic';
  /** `http://127.0.0.1:PORT`: what stands in for the origin of the real API, such as `https://api.openai.com`. */
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

interface Provider {
  /** How its keys begin. Google's newer ones begin with `AQ.`; whoever checks for `AIza` fails here instead of in production. */
  readonly keyPrefix: string;
  readonly listener: (apiKey: string, chunkPauseMs: number) => RequestListener;
}

const PROVIDERS: Readonly<Record<Sandbox['provider'], Provider>> = {
  gemini: { keyPrefix: 'AQ.', listener: (key, pauseMs) => serveApi('gemini', gemini(pauseMs), key) },
  youtube: { keyPrefix: 'AQ.', listener: (key) => serveApi('youtube', youtube, key) },
  openai: { keyPrefix: 'sk-proj-', listener: (key, pauseMs) => serveChat('openai', openai(key, pauseMs)) },
  anthropic: {
    keyPrefix: 'sk-ant-api03-',
    listener: (key, pauseMs) => serveChat('anthropic', anthropic(key, pauseMs)),
  },
};

/** Listens on a free loopback port and answers in the provider's wire format, saying in its content that it is a sandbox. */
export async function startSandbox(
  provider: Sandbox['provider'],
  options: SandboxOptions = {},
): Promise<Sandbox> {
  const { keyPrefix, listener } = PROVIDERS[provider];
  const apiKey = `${keyPrefix}${randomBytes(32).toString('base64url')}`;
  const server = createServer(listener(apiKey, options.chunkPauseMs ?? 60));
  // Node closes an idle connection after 5 s, the providers after minutes; a proxy that reuses connections would meet the close half-way.
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
