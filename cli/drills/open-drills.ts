import { operatorCounts } from '../../lambda/adapters/operator-counts.ts';
import { sdkDirectCall } from '../../lambda/adapters/sdk-direct-call.ts';
import type { Connection } from '../connection.ts';
import type { Opener } from '../ports.ts';
import { loopbackCanary, nameOnlyCanary } from './canary.ts';
import { httpDoor } from './door.ts';
import type { DrillPorts } from './drill-ports.ts';

/** What drills work with, on the ports that commands work with. */
export async function openDrills(
  connection: Connection,
  opener: Pick<Opener, 'honeytokens' | 'blocklist' | 'tokens' | 'audit'>,
): Promise<DrillPorts> {
  const [honeytokens, { blocklist }, { mint }, { audit }] = await Promise.all([
    opener.honeytokens(connection),
    opener.blocklist(connection),
    opener.tokens(connection),
    opener.audit(connection),
  ]);
  const isLocal = connection.endpoint !== undefined;
  return {
    ...{ ...honeytokens, blocklist, mint, audit },
    door: httpDoor(connection.outputs.url),
    // Believed only by a run with --test-controls; elsewhere it would be one more header.
    from: (address): Readonly<Record<string, string>> => (isLocal ? { 'x-local-source-ip': address } : {}),
    canary: isLocal ? loopbackCanary : nameOnlyCanary,
    invoke: sdkDirectCall(connection),
    counted: operatorCounts(connection, connection.outputs.stageName),
    ticks: () => performance.now(),
    stop: stopSignal(),
  };
}

/** Ctrl-C ends a drill, not the process: what the drill made is to be taken away first. */
function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
  return stop.signal;
}
