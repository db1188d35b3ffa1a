import { isIP } from 'node:net';

/**
 * The range that stands for whoever is behind an address: the address itself in IPv4, its /64 in IPv6, where one party holds at
 * least that much (https://www.rfc-editor.org/rfc/rfc6177). Canonical, so that equal ranges are equal texts; `undefined` for what
 * is no address.
 */
export function sourceRange(ip: string): string | undefined {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped !== undefined) return sourceRange(mapped);
  switch (isIP(ip)) {
    case 4:
      return `${ip}/32`;
    case 6: {
      const groups = groupsOf(ip);
      return groups === undefined ? undefined : `${written([...groups.slice(0, 4), 0, 0, 0, 0])}/64`;
    }
    default:
      return undefined;
  }
}

/** A CIDR range or address as one text: host bits cleared, `undefined` for anything else. */
export function canonicalRange(text: string): string | undefined {
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0 || (bits !== undefined && !/^(0|[1-9]\d{0,2})$/.test(bits)))
    return undefined;
  const size = family === 4 ? 32 : 128;
  const prefix = bits === undefined ? size : Number(bits);
  if (prefix > size) return undefined;
  const width = family === 4 ? 8 : 16;
  const parts = family === 4 ? address.split('.').map(Number) : groupsOf(address);
  if (parts === undefined) return undefined;
  const kept = parts.map((part, n) => {
    const dropped = width - Math.min(width, Math.max(0, prefix - n * width));
    return (part >> dropped) << dropped;
  });
  return `${family === 4 ? kept.join('.') : written(kept)}/${prefix}`;
}

/** The eight groups of an IPv6 address; `undefined` for one with a zone or an IPv4 part. */
function groupsOf(address: string): number[] | undefined {
  if (/[.%]/.test(address)) return undefined;
  const [head = '', tail] = address.split('::');
  const parse = (part: string) =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
  const [before, after] = [parse(head), parse(tail ?? '')];
  return tail === undefined
    ? before
    : [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
}

/** https://www.rfc-editor.org/rfc/rfc5952: lower case, no leading zeros, the longest run of zeros is `::`. */
function written(groups: readonly number[]): string {
  let best = { at: -1, length: 1 };
  for (let at = 0; at < groups.length; at += 1) {
    let length = 0;
    while (groups[at + length] === 0) length += 1;
    if (length > best.length) best = { at, length };
  }
  const hex = (part: readonly number[]) => part.map((group) => group.toString(16)).join(':');
  if (best.at === -1) return hex(groups);
  return `${hex(groups.slice(0, best.at))}::${hex(groups.slice(best.at + best.length))}`;
}
