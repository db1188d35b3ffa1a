import type { OperatorItem } from '../../contract/audit-entry.ts';
import { OperatorFault } from '../../lambda/domain/operator-fault.ts';
import type { ActionStore } from '../../lambda/flows/operator-ports.ts';

/** Keeps operators' records in memory; phases on `broken` cannot be written. */
export class FakeActionStore implements ActionStore {
  readonly items: OperatorItem[] = [];
  readonly broken = new Set<OperatorItem['phase']>();

  async append(item: OperatorItem): Promise<void> {
    if (this.broken.has(item.phase))
      throw new OperatorFault('aws.refused', 'the audit table does not answer', '-');
    this.items.push(item);
  }

  /** `action subject phase`, in order. */
  get lines(): string[] {
    return this.items.map(({ action, subject, phase }) => [action, subject, phase].join(' '));
  }
}
