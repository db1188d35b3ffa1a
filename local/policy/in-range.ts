import ipaddr from 'ipaddr.js';

/** Whether an address lies in a CIDR range, or is the one address given. What is neither lies nowhere. */
export function inRange(range: string, address: string): boolean {
  try {
    const sent = ipaddr.process(address);
    const [network, bits] = range.includes('/')
      ? ipaddr.parseCIDR(range)
      : [ipaddr.process(range), sent.kind() === 'ipv4' ? 32 : 128];
    return network.kind() === sent.kind() && sent.match(network, bits);
  } catch {
    return false;
  }
}
