import type { AuditEntry } from '../../contract/audit-entry.ts';
import type { KeyItem } from '../../contract/tables.ts';
import { OperatorFault } from '../../lambda/domain/operator-fault.ts';
import type { Secret } from '../../lambda/domain/secret.ts';
import type {
  AuditQuery,
  AuditSearch,
  KeyChanges,
  KeyRegistry,
  UpstreamSecretFacts,
  UpstreamSecrets,
  UsageKeyFound,
  UsageKeys,
} from '../../lambda/flows/operator-ports.ts';

const refused = (what: string) => new OperatorFault('aws.refused', `${what}: refused`, 'allow it');

/** Throws before or after the effect of the named steps: AWS refused, or its answer was lost. */
export class FaultPlan {
  readonly before = new Set<string>();
  readonly after = new Set<string>();
  readonly steps: string[] = [];

  take<T>(step: string, effect: () => T): T {
    this.steps.push(step);
    if (this.before.has(step)) throw refused(step);
    const result = effect();
    if (this.after.has(step)) throw refused(step);
    return result;
  }
}

/** Key records in memory, in the order of their hashes. */
export class FakeKeyRegistry implements KeyRegistry {
  readonly items = new Map<string, KeyItem>();
  readonly faults: FaultPlan;

  constructor(faults = new FaultPlan()) {
    this.faults = faults;
  }

  async add(item: KeyItem): Promise<void> {
    this.faults.take('add', () => {
      const present = this.items.get(item.keyHash);
      if (present !== undefined && present.id !== item.id) throw refused('add');
      this.items.set(item.keyHash, present ?? item);
    });
  }

  async find(keyHash: string): Promise<KeyItem | undefined> {
    return this.faults.take('find', () => this.items.get(keyHash));
  }

  async allOf(id: string): Promise<readonly KeyItem[]> {
    return this.faults.take('allOf', () => [...this.items.values()].filter((item) => item.id === id));
  }

  async *all(afterHash = ''): AsyncGenerator<KeyItem> {
    const hashes = [...this.items.keys()].sort().filter((hash) => hash > afterHash);
    for (const hash of hashes) {
      const item = this.items.get(hash);
      if (item !== undefined) yield item;
    }
  }

  async change(read: KeyItem, changes: KeyChanges): Promise<boolean> {
    return this.faults.take('change', () => {
      const item = this.items.get(read.keyHash);
      const [now, then] = [item?.version ?? 0, read.version ?? 0];
      if (item === undefined || item.id !== read.id || now !== then || item.state !== read.state)
        return false;
      const changed = Object.entries({ ...item, ...changes, version: now + 1 });
      const kept = Object.fromEntries(changed.filter(([, value]) => value !== undefined));
      this.items.set(read.keyHash, kept as unknown as KeyItem);
      return true;
    });
  }

  async discard(read: KeyItem): Promise<boolean> {
    return this.faults.take('discard', () => {
      const item = this.items.get(read.keyHash);
      if (item !== undefined && item.state !== 'pending') return false;
      this.items.delete(read.keyHash);
      return true;
    });
  }
}

/** API Gateway keys in memory: id → value, and which plan each is attached to. */
export class FakeUsageKeys implements UsageKeys {
  readonly values = new Map<string, string>();
  readonly plans = new Map<string, string>();
  readonly names = new Map<string, string>();
  #made = 0;
  readonly faults: FaultPlan;

  constructor(faults = new FaultPlan()) {
    this.faults = faults;
  }

  async create(key: { readonly name: string; readonly value: string }): Promise<string> {
    return this.faults.take('create', () => {
      this.#made += 1;
      const id = `usage${this.#made}`;
      this.values.set(id, key.value);
      this.names.set(id, key.name);
      return id;
    });
  }

  async attach(usageKeyId: string, usagePlanId: string): Promise<void> {
    this.faults.take('attach', () => this.plans.set(usageKeyId, usagePlanId));
  }

  async named(name: string): Promise<readonly UsageKeyFound[]> {
    return this.faults.take('named', () =>
      [...this.values].flatMap(([id, value]) => (this.names.get(id) === name ? [{ id, value }] : [])),
    );
  }

  async remove(usageKeyId: string): Promise<void> {
    this.faults.take('remove', () => {
      this.values.delete(usageKeyId);
      this.plans.delete(usageKeyId);
    });
  }
}

/** Audit records in memory; remembers which partitions were asked and how many records were handed out. */
export class FakeAuditSearch implements AuditSearch {
  readonly items: AuditEntry[];
  readonly asked: AuditQuery[] = [];
  read = 0;

  constructor(items: readonly AuditEntry[] = []) {
    this.items = [...items];
  }

  async *newestFirst(query: AuditQuery): AsyncGenerator<AuditEntry> {
    this.asked.push(query);
    const { partition, from, to, match } = query;
    const found = this.items
      .filter((item) => (partition.of === 'hour' ? item.hourShard : item.keyShard) === partition.value)
      .filter((item) => item.entry >= from && item.entry <= to)
      .filter((item) => match.client === undefined || Object(item).client === match.client)
      .filter((item) => match.ip === undefined || Object(item).ip === match.ip)
      .sort((a, b) => (a.entry < b.entry ? 1 : -1));
    for (const item of found) {
      this.read += 1;
      yield item;
    }
  }
}

/** Upstream secrets in memory, by ARN. */
export class FakeUpstreamSecrets implements UpstreamSecrets {
  readonly facts = new Map<string, UpstreamSecretFacts>();
  readonly written: { readonly arn: string; readonly key: Secret; readonly boundTo: string }[] = [];

  async describe(secretArn: string): Promise<UpstreamSecretFacts> {
    return this.facts.get(secretArn) ?? { state: 'unset', versionId: 'v0' };
  }

  async put(secretArn: string, key: Secret, document: { readonly boundTo: string }): Promise<string> {
    this.written.push({ arn: secretArn, key, boundTo: document.boundTo });
    const versionId = `v${this.written.length}`;
    this.facts.set(secretArn, { state: 'set', versionId, boundTo: document.boundTo });
    return versionId;
  }
}
