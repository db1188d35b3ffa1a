import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeDurably } from '../../state/write-durably.ts';
import type { ObjectVersion } from './object-version.ts';

/**
 * The objects of one bucket, one file per version: a line of JSON, then the bytes. A version is there when its file has got its
 * name, so a killed run leaves whole versions only.
 */
export class BucketShelf {
  readonly #folder: string;
  readonly #versions = new Map<string, ObjectVersion[]>();
  #order = 0;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const found = readdirSync(folder).flatMap((name) => {
      const file = join(folder, name);
      if (!name.endsWith('.new')) return [headOf(readFileSync(file))];
      rmSync(file);
      return [];
    });
    for (const version of found.sort((a, b) => a.order - b.order)) this.#add(version);
    this.#order = found.at(-1)?.order ?? 0;
  }

  /** Versions of a key, the oldest first. */
  of(key: string): readonly ObjectVersion[] {
    return this.#versions.get(key) ?? [];
  }

  /** Every key in the order of its UTF-8 bytes. */
  keys(): readonly string[] {
    return [...this.#versions.keys()].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  }

  async read(version: ObjectVersion): Promise<Buffer> {
    const file = await readFile(this.#fileOf(version));
    return file.subarray(file.indexOf('\n') + 1);
  }

  /** One change after the other: what `work` reads before it writes stays true. */
  inTurn<R>(work: () => Promise<R>): Promise<R> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  /** Adds a version, in place of one with the same id. */
  async put(version: Omit<ObjectVersion, 'order'>, body: Buffer): Promise<ObjectVersion> {
    const whole = { ...version, order: ++this.#order };
    await this.#write(whole, body);
    this.#drop(whole);
    this.#add(whole);
    return whole;
  }

  /** A version that is there already gets another lock. */
  async relock(version: ObjectVersion): Promise<void> {
    await this.#write(version, await this.read(version));
    const all = this.of(version.key).map((other) => (other.id === version.id ? version : other));
    this.#versions.set(version.key, all);
  }

  async remove(version: ObjectVersion): Promise<void> {
    await rm(this.#fileOf(version), { force: true });
    this.#drop(version);
  }

  async settled(): Promise<void> {
    await this.#queue;
  }

  #write(version: ObjectVersion, body: Buffer): Promise<void> {
    return writeDurably(
      this.#fileOf(version),
      Buffer.concat([Buffer.from(`${JSON.stringify(version)}\n`), body]),
    );
  }

  #add(version: ObjectVersion): void {
    this.#versions.set(version.key, [...this.of(version.key), version]);
  }

  #drop({ key, id }: ObjectVersion): void {
    const rest = this.of(key).filter((other) => other.id !== id);
    if (rest.length === 0) this.#versions.delete(key);
    else this.#versions.set(key, rest);
  }

  /** A key can be longer than a file's name, and hold anything. */
  #fileOf({ key, id }: ObjectVersion): string {
    return join(this.#folder, `${createHash('sha256').update(key).digest('hex')}.${id}`);
  }
}

const headOf = (file: Buffer): ObjectVersion =>
  JSON.parse(file.subarray(0, file.indexOf('\n')).toString('utf8')) as ObjectVersion;
