import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { OperatorFault } from '../lambda/domain/operator-fault.ts';
import type { ArchivedName, SealedReader } from '../lambda/flows/chain-ports.ts';

/** Beside the copies of the archive's objects: what to verify them with, unless the verifier brings a key of his own. */
export const PUBLIC_KEY_FILE = 'public-key.pem';

/** Names that the archive has; nothing that could lead out of the folder. */
const OBJECT = /^(manifests|records|digests|countries)(\/[A-Za-z0-9=_-][A-Za-z0-9=._-]*)+$/;

/** An export of sealed records, in a folder. */
export class SealedFolder implements SealedReader {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async get(object: string): Promise<Buffer | undefined> {
    return OBJECT.test(object) ? readFile(join(this.#folder, object)).catch(() => undefined) : undefined;
  }

  async *names(prefix: string): AsyncGenerator<ArchivedName> {
    const top = join(this.#folder, prefix);
    const entries = await readdir(top, { recursive: true, withFileTypes: true }).catch(() => []);
    const objects = entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) => relative(this.#folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
    for (const object of objects.sort()) yield { object, versions: 1 };
  }

  async write(object: string, bytes: Buffer): Promise<void> {
    if (!OBJECT.test(object))
      throw new OperatorFault(
        'input.refused',
        `the archive holds the name ${object}`,
        'look who wrote it there',
      );
    await this.#put(object, bytes);
  }

  async publicKey(): Promise<string | undefined> {
    return readFile(join(this.#folder, PUBLIC_KEY_FILE), 'utf8').catch(() => undefined);
  }

  async writePublicKey(pem: string): Promise<void> {
    await this.#put(PUBLIC_KEY_FILE, Buffer.from(pem));
  }

  /** Who called what is nobody else's business: only the owner reads it. */
  async #put(name: string, bytes: Buffer): Promise<void> {
    const path = join(this.#folder, name);
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await writeFile(path, bytes, { mode: 0o600, flag: 'wx' });
    } catch (cause) {
      const { code = 'unknown error' } = Object(cause) as { code?: string };
      const fix =
        code === 'EEXIST' ? 'name a folder that is new or empty' : 'name a folder that you may write to';
      throw new OperatorFault('input.refused', `${path} cannot be written (${code})`, fix, { cause });
    }
  }
}
