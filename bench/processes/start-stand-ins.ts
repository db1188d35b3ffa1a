import type { Workspace } from '../workspace/build-workspace.ts';
import type { StandIns, StandInsProtocol, StandInsReady } from './stand-ins-protocol.ts';
import { startProcess } from './start-process.ts';

/** AWS and the upstream, played in a process of their own so that their work is not counted as the subject's. */
export const startStandIns = ({ scripts, folder }: Workspace): Promise<StandIns> =>
  startProcess<StandInsProtocol, StandInsReady>({ command: [scripts['stand-ins']], env: {}, folder });
