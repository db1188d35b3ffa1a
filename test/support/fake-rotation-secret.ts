import { Secret } from '../../lambda/domain/secret.ts';
import type { HeldKey, LabelledVersion, RotationSecret } from '../../lambda/flows/rotation-ports.ts';

interface Held {
  readonly id: string;
  readonly createdAt: Date;
  stages: string[];
  key?: { readonly text: string; readonly keyId: string | undefined };
}

/** Versions and labels as Secrets Manager moves them. */
export class FakeRotationSecret implements RotationSecret {
  readonly held: Held[] = [];
  readonly notes: Record<string, string> = {};
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** What `RotateSecret` does before the first step; a version that was left pending is taken up again. */
  begin(token: string): string {
    const left = this.held.find((v) => v.stages.includes('AWSPENDING') && !v.stages.includes('AWSCURRENT'));
    if (left !== undefined) return left.id;
    this.#move('AWSPENDING', this.#made(token));
    return token;
  }

  /** What `PutSecretValue` does. */
  put(id: string, text: string, stage: 'AWSCURRENT' | 'AWSPENDING', keyId?: string): void {
    const version = this.#made(id);
    version.key = { text, keyId };
    this.#move(stage, version);
  }

  current(): Held | undefined {
    return this.held.find(({ stages }) => stages.includes('AWSCURRENT'));
  }

  async versions(): Promise<readonly LabelledVersion[]> {
    return this.held.map(({ id, createdAt, stages }) => ({ id, createdAt, stages: [...stages] }));
  }

  async read(versionId: string): Promise<HeldKey | undefined> {
    const key = this.#of(versionId).key;
    if (key === undefined) return undefined;
    const held = { secret: new Secret(key.text, 'upstream key'), boundTo: 'https://api.example.com/v2' };
    return key.keyId === undefined ? held : { ...held, keyId: key.keyId };
  }

  async record(versionId: string, key: Secret, keyId: string): Promise<'recorded' | 'taken'> {
    const version = this.#of(versionId);
    if (version.key !== undefined && version.key.text !== key.reveal()) return 'taken';
    version.key = { text: key.reveal(), keyId };
    this.#move('AWSPENDING', version);
    return 'recorded';
  }

  async attach(stage: string, versionId: string): Promise<void> {
    const holder = this.held.find(({ stages }) => stages.includes(stage));
    if (holder !== undefined && holder.id !== versionId) throw new Error('the label is on another version');
    const taken = new Set(this.held.flatMap(({ stages }) => stages));
    if (taken.size >= 20 && !taken.has(stage)) throw new Error('a secret has at most twenty labels');
    this.#move(stage, this.#of(versionId));
  }

  async detach(stage: string, versionId: string): Promise<void> {
    const version = this.#of(versionId);
    version.stages = version.stages.filter((held) => held !== stage);
  }

  async promote(to: string, from: string | undefined): Promise<void> {
    const current = this.current();
    if (current?.id === to) return;
    if (current?.id !== from) throw new Error('another version is current');
    this.#move('AWSCURRENT', this.#of(to));
  }

  async note(about: 'result' | 'proof', text: string): Promise<void> {
    this.notes[about] = text;
  }

  #of(id: string): Held {
    const version = this.held.find((held) => held.id === id);
    if (version === undefined) throw new Error('no such version');
    return version;
  }

  #made(id: string): Held {
    const known = this.held.find((held) => held.id === id);
    if (known !== undefined) return known;
    const version: Held = { id, createdAt: this.#now(), stages: [] };
    this.held.push(version);
    return version;
  }

  #move(stage: string, to: Held): void {
    const from = this.held.find(({ stages }) => stages.includes(stage));
    if (from === to) return;
    if (from !== undefined) from.stages = from.stages.filter((held) => held !== stage);
    to.stages.push(stage);
    if (stage === 'AWSCURRENT' && from !== undefined) this.#move('AWSPREVIOUS', from);
  }
}
