import ipaddr from 'ipaddr.js';

const parsed = (address: string): readonly number[] => ipaddr.parse(address).toByteArray();

/** The network of an address, as text. Families differ in length, so they never meet. */
function networkOf(bytes: readonly number[], prefix: number): string {
  const kept = bytes.map((byte, i) => {
    const bits = Math.min(8, Math.max(0, prefix - i * 8));
    return byte & (0xff << (8 - bits)) & 0xff;
  });
  return `${kept.join('.')}/${prefix}`;
}

/** Many CIDR blocks of both families. A lookup costs one step per distinct prefix length, however many blocks there are. */
export class AddressRanges {
  readonly #networks = new Set<string>();
  readonly #prefixes = new Set<number>();

  constructor(blocks: readonly string[]) {
    for (const block of blocks) {
      const [address = '', prefix] = block.split('/');
      this.#prefixes.add(Number(prefix));
      this.#networks.add(networkOf(parsed(address), Number(prefix)));
    }
  }

  has(address: string): boolean {
    const bytes = parsed(address);
    for (const prefix of this.#prefixes)
      if (prefix <= bytes.length * 8 && this.#networks.has(networkOf(bytes, prefix))) return true;
    return false;
  }
}
