import { canonicalRange, sourceRange } from '../source-range.ts';

/**
 * The network that an address lies in: its /24, or its /48 in IPv6, which is what one site is given
 * (https://www.rfc-editor.org/rfc/rfc6177). `undefined` for what is no address.
 */
export function networkOf(ip: string): string | undefined {
  const source = sourceRange(ip);
  if (source === undefined) return undefined;
  const [address = ''] = source.split('/');
  return canonicalRange(`${address}/${address.includes(':') ? 48 : 24}`);
}
