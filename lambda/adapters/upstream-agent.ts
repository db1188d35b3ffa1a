import http from 'node:http';
import https from 'node:https';
import { isIP, type Socket } from 'node:net';
import { addressReach } from '../domain/address-reach.ts';
import { checkedLookup, type Resolve } from './checked-lookup.ts';

export interface UpstreamAgentOptions {
  /** This machine's own addresses, over plain HTTP too: only where the stage cannot be deployed. */
  readonly allowLoopback: boolean;
  /** @default Node's */
  readonly resolve?: Resolve;
  /** Certificates to trust, in PEM. @default the authorities Node trusts */
  readonly ca?: string;
}

/** Keeps connections to one upstream: TLS to public addresses, and nothing else unless loopback is allowed. */
export function upstreamAgent(base: URL, options: UpstreamAgentOptions): http.Agent {
  const secure = base.protocol === 'https:';
  if (!secure && !options.allowLoopback) throw new Error('an upstream needs https');
  const mayDial = (address: string): boolean => {
    const reach = addressReach(address);
    return (secure && reach === 'public') || (options.allowLoopback && reach === 'loopback');
  };
  const host = base.hostname.replace(/^\[|\]$/g, '');
  const literal = isIP(host) !== 0; // Node looks up names only
  if (literal && !mayDial(host)) throw new Error('an upstream needs a public address');
  const common = { keepAlive: true, lookup: checkedLookup(mayDial, options.resolve) };
  const agent = secure
    ? new https.Agent({
        ...common,
        // Stated, because an environment variable or a flag could change the defaults.
        rejectUnauthorized: true,
        minVersion: 'TLSv1.2',
        ...(literal ? {} : { servername: host }),
        ...(options.ca === undefined ? {} : { ca: options.ca }),
      })
    : new http.Agent(common);
  agent.on('free', (socket: Socket) => void socket.on('data', hangUp));
  return agent;
}

/** To be called when a kept connection is used again. */
export const mindNoStrays = (socket: Socket): void => void socket.removeListener('data', hangUp);

/** Bytes between two exchanges belong to neither: they would pass for the next caller's answer. */
function hangUp(this: Socket): void {
  this.destroy();
}
