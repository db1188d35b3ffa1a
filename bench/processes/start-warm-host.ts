import type { Bench } from '../suite.ts';
import { functionEnv } from '../workspace/function-env.ts';
import { startProcess } from './start-process.ts';
import type { WarmHost, WarmProtocol, WarmSubject } from './warm-protocol.ts';

/** Hosts one subject. With a `moved` clock its time can be set forward; the `real` one costs nothing. */
export function startWarmHost(
  bench: Bench,
  subject: WarmSubject,
  clock: 'real' | 'moved',
): Promise<WarmHost> {
  const { workspace, standIns } = bench;
  const { awsUrl, upstreamUrl } = standIns.ready;
  return startProcess<WarmProtocol, { readonly url: string }>({
    command: [workspace.scripts['warm-host'], subject, workspace.functionsFolder, upstreamUrl, clock],
    env: functionEnv(awsUrl, workspace.folder),
    folder: workspace.folder,
  });
}
