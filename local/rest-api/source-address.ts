import { isIP } from 'node:net';
import type { HeaderValues } from './collect-headers.ts';

/** With the test controls on, what a caller on this machine says that AWS would have seen. Otherwise a header like any other. */
export const SOURCE_HEADER = 'x-local-source-ip';

const LOOPBACK = /^(127\.|::1$)/;

export interface SourceAddress {
  readonly sourceIp: string;
  /** Why the request must be refused, if it must. */
  readonly problem?: string;
}

/** The socket's address, or the one that is claimed; the claim is taken out of the headers before anybody sees it. */
export function sourceAddress(
  socketAddress: string,
  headers: HeaderValues,
  testControls: boolean,
): SourceAddress {
  const sourceIp = socketAddress.replace(/^::ffff:/, '');
  const claimed = headers.get(SOURCE_HEADER);
  if (!testControls || claimed === undefined || !LOOPBACK.test(sourceIp)) return { sourceIp };
  headers.remove(SOURCE_HEADER);
  if (isIP(claimed) !== 0) return { sourceIp: claimed };
  return {
    sourceIp,
    problem: `${SOURCE_HEADER} must be one IPv4 or IPv6 address, such as 203.0.113.7.`,
  };
}
