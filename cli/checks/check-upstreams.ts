import { OperatorFault } from '../../lambda/domain/operator-fault.ts';
import { type RotationStatus, rotationStatus } from '../../lambda/flows/rotation-status.ts';
import type { Finding } from '../finding.ts';
import type { UpstreamPorts } from '../ports.ts';
import { shortId } from '../rotation-lines.ts';

/**
 * Whether each upstream has a key that the proxy will use, and its rotation is well. One without any key is a warning: it may not be in
 * use yet; so is a rotation that failed or is due, because the key serves on.
 */
export function checkUpstreams(ports: UpstreamPorts): Promise<readonly Finding[]> {
  return Promise.all(
    Object.entries(ports.outputs.upstreams).map(async ([name, upstream]) => {
      const check = `upstream ${name}`;
      try {
        return { check, ...judged(await rotationStatus(ports, name, upstream)) };
      } catch (error) {
        if (!(error instanceof OperatorFault)) throw error;
        return { check, status: 'fail', detail: error.message, fix: error.fix } as const;
      }
    }),
  );
}

function judged(status: RotationStatus): Omit<Finding, 'check'> {
  const { name, state, boundTo, baseUrl } = status;
  const fix = `pass its key to \`upstreams set-key ${name}\` on standard input`;
  switch (state) {
    case 'set':
      return judgedRotation(status);
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

function judgedRotation(status: RotationStatus): Omit<Finding, 'check'> {
  const { name, ageDays, incidents, lastRotation, overdue, schedule } = status;
  const age = ageDays === null ? 'set' : `set, ${ageDays} days old`;
  const [leaked] = incidents;
  if (leaked !== undefined)
    return {
      status: 'fail',
      detail: `the key of version ${shortId(leaked)} leaked and is not proven dead`,
      fix: `go on with \`upstreams rotate ${name} --emergency\``,
    };
  if (lastRotation?.outcome === 'failed')
    return {
      status: 'warn',
      detail: `${age}; its last rotation failed at ${lastRotation.at}: ${lastRotation.code}`,
      fix: `look the code up in docs/faults.md, then \`upstreams rotate ${name} --wait\``,
    };
  if (!overdue) return { status: 'ok', detail: age };
  const fix =
    schedule === null
      ? `make a key at the provider and pass it to \`upstreams set-key ${name} --pending\` on standard input`
      : `\`upstreams rotate ${name} --wait\`, and see why its schedule did not`;
  return { status: 'warn', detail: `${age}, which is older than it may become`, fix };
}
