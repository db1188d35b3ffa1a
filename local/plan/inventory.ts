import type { Resolver } from '../assembly/resolver.ts';
import { HONOURED } from './honoured.ts';

/** One resource type of the template, and what becomes of it. */
export interface InventoryRow {
  readonly type: string;
  readonly logicalIds: readonly string[];
  /** `nothing to run`: it asks for nothing that could be noticed on one machine. */
  readonly treatment: 'served' | 'nothing to run' | 'not served';
}

/** Every resource whose condition holds, by type; what is not served comes last. */
export function inventoryOf(resolver: Resolver): readonly InventoryRow[] {
  const byType = new Map<string, string[]>();
  for (const logicalId of resolver.standing()) {
    const type = resolver.template.Resources[logicalId]?.Type ?? '';
    byType.set(type, [...(byType.get(type) ?? []), logicalId]);
  }
  const rows = [...byType].map(([type, logicalIds]) => ({ type, logicalIds, treatment: treatmentOf(type) }));
  return rows.sort(
    (a, b) =>
      Number(a.treatment === 'not served') - Number(b.treatment === 'not served') ||
      a.type.localeCompare(b.type),
  );
}

function treatmentOf(type: string): InventoryRow['treatment'] {
  const treatment = HONOURED[type];
  if (treatment === undefined) return 'not served';
  return treatment === 'ignore' ? 'nothing to run' : 'served';
}
