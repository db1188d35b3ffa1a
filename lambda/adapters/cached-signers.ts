import type { SignersItem } from '../../contract/token-tables.ts';
import { SIGNERS_MEMORY_MS, SIGNERS_PACE_MS } from '../../contract/tokens.ts';
import { ed25519PublicKey, type PublicKey } from '../domain/ed25519.ts';
import type { Clock, Signers } from '../flows/ports.ts';

interface Known {
  readonly at: number;
  readonly keys: ReadonlyMap<string, { readonly key: PublicKey; readonly endsAt: number }>;
}

/**
 * The list of signing keys in memory. It is read again when it is old, or when a key is asked for that is not on it; the latter
 * at most every `SIGNERS_PACE_MS`, so that invented key ids buy next to no reads.
 */
export class CachedSigners implements Signers {
  readonly #read: () => Promise<SignersItem | undefined>;
  readonly #now: Clock;
  #known: Known | undefined;
  #reading: Promise<Known> | undefined;

  constructor(read: () => Promise<SignersItem | undefined>, now: Clock) {
    this.#read = read;
    this.#now = now;
  }

  async find(kid: string): Promise<PublicKey | undefined> {
    const now = this.#now().getTime();
    const known = this.#known;
    const ageMs = known === undefined ? Number.POSITIVE_INFINITY : Math.abs(now - known.at);
    const limitMs = known?.keys.has(kid) === true ? SIGNERS_MEMORY_MS : SIGNERS_PACE_MS;
    const list = known !== undefined && ageMs < limitMs ? known : await this.#refresh(now);
    const found = list.keys.get(kid);
    return found === undefined || found.endsAt * 1000 <= now ? undefined : found.key;
  }

  #refresh(at: number): Promise<Known> {
    this.#reading ??= this.#load(at).finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #load(at: number): Promise<Known> {
    const list = await this.#read();
    const keys = Object.entries(list?.keys ?? {}).flatMap(([kid, { x, endsAt }]) => {
      const key = ed25519PublicKey(x);
      return key === undefined ? [] : [[kid, { key, endsAt: endsAt ?? Number.POSITIVE_INFINITY }] as const];
    });
    this.#known = { at, keys: new Map(keys) };
    return this.#known;
  }
}
