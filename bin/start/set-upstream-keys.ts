import type { UpstreamPorts } from '../../cli/ports.ts';
import type { Secret } from '../../lambda/domain/secret.ts';
import { setUpstreamKey } from '../../lambda/flows/set-upstream-key.ts';

/** Makes each key the current one of its upstream. What an operator set for other upstreams stays. */
export async function setUpstreamKeys(
  ports: UpstreamPorts,
  keys: ReadonlyMap<string, Secret>,
): Promise<void> {
  for (const [name, key] of keys) {
    const upstream = ports.outputs.upstreams[name];
    if (upstream !== undefined) await setUpstreamKey(ports, name, upstream, key);
  }
}
