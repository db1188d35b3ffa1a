import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bareForwarder } from '../subjects/bare-forwarder.ts';
import { GATEWAY_SUBJECTS, gateway, type Subject } from '../subjects/gateway.ts';
import { MovedClock } from './moved-clock.ts';
import { serveParent } from './serve-parent.ts';
import type { WarmProtocol } from './warm-protocol.ts';

const forwarder = (upstreamUrl: string): Subject => ({
  listener: bareForwarder(upstreamUrl),
  settled: () => Promise.resolve(),
});

function main(): void {
  const [name = '', functions = '', upstreamUrl = '', clockKind] = process.argv.slice(2);
  const clock = new MovedClock();
  if (clockKind === 'moved') clock.install();
  const known = GATEWAY_SUBJECTS.find((subject) => subject === name);
  const { listener, settled } = known === undefined ? forwarder(upstreamUrl) : gateway(known, functions);
  let stepMs = 0;
  const stepping: RequestListener = (request, response) => {
    clock.advance(stepMs);
    listener(request, response);
  };
  const server = createServer({ keepAliveTimeout: 120_000 }, clockKind === 'moved' ? stepping : listener);
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    serveParent<WarmProtocol>(
      { url: `http://127.0.0.1:${port}` },
      {
        settled: async () => {
          await settled();
          const { user, system } = process.cpuUsage();
          return user + system;
        },
        clock: (change) => {
          clock.advance(change.aheadMs);
          stepMs = change.stepMs;
          return 'done';
        },
      },
    );
  });
}

main();
