import type { UpstreamOutput } from '../contract/outputs.ts';
import { OperatorFault } from '../lambda/domain/operator-fault.ts';
import type { Outputs } from './outputs.ts';

/** An upstream by name. What was typed is not repeated: it may be a key in the wrong place. */
export function findUpstream(outputs: Pick<Outputs, 'upstreams'>, name: string): UpstreamOutput {
  const upstream = Object.hasOwn(outputs.upstreams, name) ? outputs.upstreams[name] : undefined;
  if (upstream !== undefined) return upstream;
  const offered = Object.keys(outputs.upstreams).join(', ');
  throw new OperatorFault('upstream.unknown', 'there is no upstream of that name', `choose from: ${offered}`);
}
