import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CoreWatch } from '../../../local/lambda/core-watch.ts';
import type { FunctionAnswer } from '../../../local/lambda/function-answer.ts';
import { FunctionPool } from '../../../local/lambda/function-pool.ts';
import type { InvocationOutcome } from '../../../local/lambda/invocation-listener.ts';
import { StartPermits } from '../../../local/lambda/start-permits.ts';
import type { Patience } from '../../../local/lambda/waiting-line.ts';
import type { FunctionPlan } from '../../../local/plan/plan-functions.ts';
import { Clock } from '../../../local/time/clock.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface LoneFunction {
  readonly pool: FunctionPool;
  readonly clock: Clock;
  /** Everything that was logged. */
  readonly lines: readonly string[];
  /** How each invocation went. */
  readonly outcomes: readonly InvocationOutcome[];
  readonly folder: string;
  /** Invokes with an event and gives back what the function answered, parsed. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into documents of many shapes
  call(event?: unknown): Promise<any>;
  /** The same, once the process is ready for the next event. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  callToTheEnd(event?: unknown): Promise<any>;
  close(): Promise<void>;
}

const documentOf = (answer: FunctionAnswer): unknown =>
  answer.kind === 'buffered' ? JSON.parse(answer.payload.toString('utf8')) : undefined;

/** One function without a stack: its code, and a plan that may be changed. */
export function loneFunction(
  code: string,
  extra: Partial<FunctionPlan> = {},
  patience?: Patience,
): LoneFunction {
  const folder = temporaryFolder();
  const codeDir = join(folder.path, 'code');
  mkdirSync(codeDir);
  writeFileSync(join(codeDir, 'index.js'), code);
  const plan: FunctionPlan = {
    logicalId: 'F',
    name: 'f',
    arn: 'arn:aws:lambda:us-east-1:000000000000:function:f',
    roleArn: 'arn',
    runtime: 'nodejs24.x',
    handler: 'index.handler',
    codeDir,
    environment: {},
    timeoutMs: 5_000,
    memoryMb: 256,
    logGroup: 'g',
    async: { maxAgeMs: 21_600_000, retriesMax: 2 },
    accessKeyId: 'ASIA',
    ...extra,
  };
  const lines: string[] = [];
  const outcomes: InvocationOutcome[] = [];
  const started = Date.now();
  const clock = new Clock(() => started);
  const pool = new FunctionPool({
    plan,
    aws: () => ({ region: 'us-east-1', endpoint: 'http://127.0.0.1:1' }),
    logFile: join(folder.path, 'F.log'),
    scratch: join(folder.path, 'tmp'),
    patience,
    clock,
    permits: new StartPermits(),
    cores: new CoreWatch(),
    reservedConcurrency: () => plan.reservedConcurrency,
    onLog: ({ message }) => lines.push(message),
    onInvoked: (outcome) => outcomes.push(outcome),
  });
  return {
    pool,
    clock,
    lines,
    outcomes,
    folder: folder.path,
    call: async (event = {}) => documentOf(await pool.invoke(JSON.stringify(event))),
    callToTheEnd: async (event = {}) => {
      let end: () => void = () => undefined;
      const ended = new Promise<void>((resolve) => {
        end = resolve;
      });
      const value = documentOf(await pool.invoke(JSON.stringify(event), { ended: () => end() }));
      await ended;
      return value;
    },
    close: async () => {
      await pool.close();
      clock.stop();
      folder.remove();
    },
  };
}
