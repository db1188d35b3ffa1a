import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { type RuntimePost, startRuntimeApi } from '../../local/lambda/runtime-api.ts';
import type { Bench } from '../suite.ts';
import type { Bundle } from '../workspace/build-bundle.ts';
import { functionEnv } from '../workspace/function-env.ts';
import type { CpuProtocol } from './cpu-probe.ts';
import { EventQueue } from './event-queue.ts';
import { startProcess } from './start-process.ts';

const RUNTIME_CLIENT = createRequire(import.meta.url).resolve('aws-lambda-ric');
const SHIM = fileURLToPath(new URL('../../local/lambda/runtime-shim.cjs', import.meta.url));
const TIMEOUT_MS = 10_000;

/** A function under AWS's own runtime client, given one event at a time. */
export interface UnderRuntime {
  /** Resolves when the function asks for its next event; rejects when it reported an error. */
  invoke(event: string): Promise<void>;
  /** CPU time since its start, in microseconds. */
  cpu(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts one bundle as the local run would: the runtime client, its shim, and a Runtime API of its own. */
export async function startUnderRuntime(
  { workspace, standIns }: Bench,
  bundle: Bundle,
): Promise<UnderRuntime> {
  const queue = new EventQueue();
  const take = (post: RuntimePost) => void post.body.resume().once('end', () => post.accept());
  const fail = (post: RuntimePost) => {
    take(post);
    queue.fail();
  };
  const { server, port } = await startRuntimeApi({
    next: (give) => queue.ask(give),
    response: (_id, post) => take(post),
    error: (_id, post) => fail(post),
    initError: fail,
  });
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  const started = startProcess<CpuProtocol, undefined>({
    command: [
      '--require',
      workspace.scripts['cpu-probe'],
      '--require',
      SHIM,
      RUNTIME_CLIENT,
      'index.handler',
    ],
    env: {
      ...functionEnv(standIns.ready.awsUrl, bundle.folder),
      _HANDLER: 'index.handler',
      AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`,
      AWS_LAMBDA_FUNCTION_NAME: bundle.name,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
      AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${bundle.name}`,
      AWS_LAMBDA_LOG_STREAM_NAME: 'bench',
    },
    folder: bundle.folder,
  });
  const child = await started.catch((error: unknown) => {
    close();
    throw error;
  });
  return {
    invoke: (event) => queue.invoke(event, invocationHeaders(bundle.name)),
    cpu: () => child.ask('cpu', undefined),
    stop: () => child.stop().finally(close),
  };
}

const invocationHeaders = (name: string): Readonly<Record<string, string>> => ({
  'Lambda-Runtime-Aws-Request-Id': randomUUID(),
  'Lambda-Runtime-Deadline-Ms': String(Date.now() + TIMEOUT_MS),
  'Lambda-Runtime-Invoked-Function-Arn': `arn:aws:lambda:eu-central-1:000000000000:function:${name}`,
});
