import type { AuditItem } from '../../contract/tables.ts';
import type { AuditLog } from '../../lambda/flows/ports.ts';

/** Keeps what was appended; can be held back, and told to fail. */
export class FakeAuditLog implements AuditLog {
  readonly items: AuditItem[] = [];
  /** Kinds of records that cannot be written. */
  readonly broken = new Set<AuditItem['kind']>();
  /** Appends wait for this, so that a test can say what must not happen before. */
  gate: Promise<void> = Promise.resolve();

  async append(item: AuditItem): Promise<void> {
    await this.gate;
    if (this.broken.has(item.kind)) throw new Error('the audit table does not answer');
    this.items.push(item);
  }

  /** `kind verdict status`, in order. */
  get lines(): string[] {
    return this.items.map(({ kind, verdict, status }) => [kind, verdict, status ?? '-'].join(' '));
  }
}
