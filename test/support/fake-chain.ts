import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { AuditEntry } from '../../contract/audit-entry.ts';
import { auditItem } from '../../lambda/domain/audit-record.ts';
import type { PlainRecord } from '../../lambda/domain/chain/canonical.ts';
import type { EntryRange } from '../../lambda/domain/chain/entry-range.ts';
import type {
  ArchivedName,
  AuditPartitions,
  SealedArchive,
  SealKey,
} from '../../lambda/flows/chain-ports.ts';

/** The audit table in memory, in the order of its keys. */
export class FakePartitions implements AuditPartitions {
  readonly items: PlainRecord[] = [];

  add(entry: AuditEntry): void {
    this.items.push(JSON.parse(JSON.stringify(entry)) as PlainRecord);
  }

  async *records({ hourShard, from, before }: EntryRange): AsyncGenerator<PlainRecord> {
    const entryOf = (item: PlainRecord) => String(item['entry']);
    const own = this.items
      .filter((item) => item['hourShard'] === hourShard && entryOf(item) >= from)
      .filter((item) => before === undefined || entryOf(item) < before);
    yield* own.sort((a, b) => Buffer.compare(Buffer.from(entryOf(a)), Buffer.from(entryOf(b))));
  }

  async count(range: EntryRange): Promise<number> {
    let count = 0;
    for await (const _record of this.records(range)) count += 1;
    return count;
  }
}

/** A bucket with versions in memory. */
export class FakeArchive implements SealedArchive {
  /** Every version of a name, the newest last; `null` marks a deletion. */
  readonly versions = new Map<string, (Buffer | null)[]>();
  /** Called before a put takes effect, and after; what it throws is what the caller sees. */
  beforePut: (object: string) => void = () => undefined;
  afterPut: (object: string) => void = () => undefined;

  get objects(): readonly string[] {
    return [...this.versions.keys()].sort();
  }

  async put(object: string, bytes: Buffer): Promise<boolean> {
    this.beforePut(object);
    const present = this.versions.get(object) ?? [];
    if (present.at(-1) !== undefined && present.at(-1) !== null) return false;
    this.versions.set(object, [...present, Buffer.from(bytes)]);
    this.afterPut(object);
    return true;
  }

  async get(object: string): Promise<Buffer | undefined> {
    return this.versions.get(object)?.at(-1) ?? undefined;
  }

  async *names(prefix: string): AsyncGenerator<ArchivedName> {
    for (const object of this.objects.filter((name) => name.startsWith(prefix)))
      yield { object, versions: this.versions.get(object)?.length ?? 0 };
  }

  /** What nobody could do to a locked object: other bytes, or none, by the same name. */
  tamper(object: string, bytes: Buffer | undefined): void {
    if (bytes === undefined) this.versions.delete(object);
    else this.versions.set(object, [bytes]);
  }
}

/** A signing key of the kind that KMS holds. */
export class FakeSealKey implements SealKey {
  readonly id = 'arn:aws:kms:us-east-1:000000000000:key/seal';
  readonly #pair: { readonly privateKey: KeyObject; readonly publicKey: KeyObject } = generateKeyPairSync(
    'ec',
    {
      namedCurve: 'P-256',
    },
  );

  async sign(text: string): Promise<Buffer> {
    return createSign('sha256').update(text).sign(this.#pair.privateKey);
  }

  async publicKey(): Promise<string> {
    return this.#pair.publicKey.export({ format: 'pem', type: 'spki' }).toString();
  }
}

/** The decision about a call, recorded at that time. */
export const sealable = (callId: string, at: Date, over: object = {}): AuditEntry => ({
  ...auditItem(
    'decision',
    {
      ...{ callId, keyId: 'key_1', client: 'acme', upstream: 'gemini', method: 'GET', route: '/r' },
      ...{ ip: '203.0.113.7', userAgent: 'curl/8.5.0', verdict: 'allowed' },
    },
    { product: 'gemini' },
    at,
    90,
  ),
  ...over,
});
