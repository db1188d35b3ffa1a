import { Secret } from '../../lambda/domain/secret.ts';
import type {
  HeldKey,
  KeyProbe,
  KeyProvider,
  MintedKey,
  ProviderKey,
} from '../../lambda/flows/rotation-ports.ts';

interface Made {
  readonly id: string;
  readonly name: string;
  readonly text: string;
  readonly createdAt: Date;
  deletedAt?: Date;
}

export interface Provider {
  /** Whether a key is shown in the answer to its making, and never again. */
  readonly showsOnce: boolean;
  /** How long a new key is refused. */
  readonly propagationMs: number;
  /** How long a deleted key is still accepted. */
  readonly lingerMs: number;
}

/** A provider with propagation in both directions. */
export class FakeKeyProvider implements KeyProvider, KeyProbe {
  readonly made: Made[] = [];
  /** Refuses every key made from now on. */
  refusesNew = false;
  readonly #refused = new Set<string>();
  readonly #how: Provider;
  readonly #now: () => Date;

  constructor(how: Provider, now: () => Date) {
    this.#how = how;
    this.#now = now;
  }

  alive(): readonly Made[] {
    return this.made.filter(({ deletedAt }) => deletedAt === undefined);
  }

  async mint(name: string): Promise<MintedKey> {
    const n = this.made.length + 1;
    const key = { id: `key-${n}`, name, text: `value-of-key-number-${n}`, createdAt: this.#now() };
    this.made.push(key);
    if (this.refusesNew) this.#refused.add(key.text);
    return this.#how.showsOnce ? { id: key.id, secret: new Secret(key.text, 'new key') } : { id: key.id };
  }

  async list(prefix: string): Promise<readonly ProviderKey[]> {
    return this.made
      .filter(({ name }) => name.startsWith(prefix))
      .map(({ id, name, createdAt, deletedAt }) => ({
        id,
        name,
        createdAt,
        deleted: deletedAt !== undefined,
      }));
  }

  async reveal(id: string): Promise<Secret | undefined> {
    const key = this.made.find((made) => made.id === id);
    return this.#how.showsOnce || key === undefined ? undefined : new Secret(key.text, 'new key');
  }

  async retire(id: string): Promise<void> {
    const key = this.made.find((made) => made.id === id);
    if (key !== undefined) key.deletedAt ??= this.#now();
  }

  async restore(id: string): Promise<void> {
    const key = this.made.find((made) => made.id === id);
    if (key !== undefined) delete key.deletedAt;
  }

  async probe({ secret }: HeldKey): Promise<'accepted' | 'refused' | 'unclear'> {
    return this.accepts(secret.reveal()) ? 'accepted' : 'refused';
  }

  /** Whether the upstream accepts a key now. One that nobody made here was there before. */
  accepts(text: string): boolean {
    const key = this.made.find((made) => made.text === text);
    if (key === undefined) return true;
    const now = this.#now().getTime();
    if (this.#refused.has(text) || now < key.createdAt.getTime() + this.#how.propagationMs) return false;
    return key.deletedAt === undefined || now < key.deletedAt.getTime() + this.#how.lingerMs;
  }
}
