import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { AwsStandIn } from './aws-stand-in.ts';
import { serveParent } from './serve-parent.ts';
import type { StandInsProtocol, StandInsReady } from './stand-ins-protocol.ts';
import { answerAsUpstream } from './upstream-stand-in.ts';

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer({ keepAliveTimeout: 120_000 }, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function main(): Promise<void> {
  let thinkMs = 0;
  const upstreamUrl = await listen((request, response) => {
    if (thinkMs === 0) answerAsUpstream(request, response);
    else void wait(thinkMs).then(() => answerAsUpstream(request, response));
  });
  const aws = new AwsStandIn(upstreamUrl);
  const awsUrl = await listen((request, response) => void aws.answer(request, response));
  const ready: StandInsReady = { awsUrl, upstreamUrl };
  serveParent<StandInsProtocol>(ready, {
    late: ({ call, ms }) => {
      aws.late = { call, ms };
      return 'done';
    },
    upstreamThinks: ({ ms }) => {
      thinkMs = ms;
      return 'done';
    },
    plan: (name) => {
      aws.plan = name;
      return 'done';
    },
    minted: (item) => {
      aws.minted.set(item.jti, item);
      return 'done';
    },
    counts: () => aws.takeCounts(),
  });
}

void main();
