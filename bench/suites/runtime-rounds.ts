import { startUnderRuntime, type UnderRuntime } from '../processes/start-under-runtime.ts';
import { benchEvent } from '../subjects/bench-events.ts';
import type { Bench } from '../suite.ts';
import type { Rounds } from './compare-rounds.ts';
import type { RoundSize } from './round-size.ts';

/**
 * CPU per invocation under AWS's runtime client, its native part replaced by the local run's shim: `alone` answers from
 * nowhere, buffered and streamed, so the rest of `authorizer` and `proxy` is ours.
 */
export async function runtimeRounds(bench: Bench, size: RoundSize): Promise<Rounds> {
  const { functions, references } = bench.workspace;
  const subjects = [
    ['runtime alone, buffered', references['empty-handler']],
    ['runtime + authorizer', functions.authorizer],
    ['runtime alone, streamed', references['empty-streaming-handler']],
    ['runtime + proxy', functions.proxy],
  ] as const;
  const event = JSON.stringify(benchEvent());
  const running: { name: string; process: UnderRuntime }[] = [];
  const rounds: Record<string, number[]> = {};
  try {
    for (const [name, bundle] of subjects)
      running.push({ name, process: await startUnderRuntime(bench, bundle) });
    for (const { process } of running) await invokeOften(process, event, size.warmUp);
    for (let round = 0; round < size.rounds; round += 1) {
      for (const { name, process } of running) {
        const before = await process.cpu();
        await invokeOften(process, event, size.requests);
        const spent = (await process.cpu()) - before;
        rounds[name] = [...(rounds[name] ?? []), spent / size.requests];
      }
    }
    return rounds;
  } finally {
    for (const { process } of running) await process.stop();
  }
}

async function invokeOften(process: UnderRuntime, event: string, times: number): Promise<void> {
  for (let invoked = 0; invoked < times; invoked += 1) await process.invoke(event);
}
