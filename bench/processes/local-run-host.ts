import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { runAssembly } from '../../local/run-assembly.ts';
import { serveParent } from './serve-parent.ts';

export interface LocalRunReady {
  /** An empty function behind the local run's API. */
  readonly local: string;
  /** A `node:http` server that answers the same. */
  readonly bare: string;
}

const [assemblyDir = '', stateDir = ''] = process.argv.slice(2);
const run = await runAssembly({ assemblyDir, stateDir, port: 0 });
const bare = http.createServer((_request, response) => response.end('ok'));
bare.listen(0, '127.0.0.1');
await once(bare, 'listening');
const ready: LocalRunReady = {
  local: `${run.url}/empty`,
  bare: `http://127.0.0.1:${(bare.address() as AddressInfo).port}/empty`,
};
serveParent(ready, {});
