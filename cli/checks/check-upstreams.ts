import { OperatorFault } from '../../lambda/domain/operator-fault.ts';
import { type UpstreamStatus, upstreamStatus } from '../../lambda/flows/upstream-status.ts';
import type { Finding } from '../finding.ts';
import type { UpstreamPorts } from '../ports.ts';

/** Whether each upstream has a key that the proxy will use. One without any is a warning: it may not be in use yet. */
export function checkUpstreams(ports: UpstreamPorts): Promise<readonly Finding[]> {
  return Promise.all(
    Object.entries(ports.outputs.upstreams).map(async ([name, upstream]) => {
      const check = `upstream ${name}`;
      try {
        return { check, ...judged(await upstreamStatus(ports, name, upstream)) };
      } catch (error) {
        if (!(error instanceof OperatorFault)) throw error;
        return { check, status: 'fail', detail: error.message, fix: error.fix } as const;
      }
    }),
  );
}

function judged({ name, state, ageDays, boundTo, baseUrl }: UpstreamStatus): Omit<Finding, 'check'> {
  const fix = `pass its key to \`upstreams set-key ${name}\` on standard input`;
  switch (state) {
    case 'set':
      return { status: 'ok', detail: ageDays === null ? 'set' : `set, ${ageDays} days old` };
    case 'unset':
      return { status: 'warn', detail: 'has no key; its calls get 503', fix };
    case 'misbound':
      return { status: 'fail', detail: `its key is bound to ${boundTo}, but its address is ${baseUrl}`, fix };
    case 'keyless':
      return { status: 'ok', detail: 'needs no key: its proxy gets access tokens by itself' };
    case 'damaged':
      return { status: 'fail', detail: 'its secret cannot be read', fix };
  }
}
