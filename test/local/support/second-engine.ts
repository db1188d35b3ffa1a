import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** The stricter DynamoDB engine, if it is there: an optional package for Linux, or the binary that `DYNOXIDE` names. */
export function secondEngine(): string | undefined {
  if (process.env['DYNOXIDE'] !== undefined) return process.env['DYNOXIDE'];
  try {
    return join(dirname(require.resolve('@dynoxide/linux-x64/package.json')), 'dynoxide');
  } catch {
    return undefined;
  }
}

export interface SecondEngine {
  readonly endpoint: string;
  close(): Promise<void>;
}

/** Starts it in memory on a free port. */
export async function startSecondEngine(binary: string): Promise<SecondEngine> {
  const port = await freePort();
  const child: ChildProcess = spawn(binary, ['--port', String(port)], { stdio: 'ignore' });
  const endpoint = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries += 1) {
    try {
      await fetch(endpoint);
      break;
    } catch (error) {
      if (tries > 100) throw error;
      await delay(20);
    }
  }
  return {
    endpoint,
    close: async () => {
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
