import type { Finding } from './plan/finding.ts';
import type { InventoryRow } from './plan/inventory.ts';

export interface BootFacts {
  readonly inventory: readonly InventoryRow[];
  readonly findings: readonly Finding[];
}

/**
 * What of the template is served, as lines for a terminal: one row per type, and how many sentences there are about what is not as in
 * AWS. With `verbose` the rows name their logical ids and the sentences follow.
 */
export function bootTable({ inventory, findings }: BootFacts, verbose = false): readonly string[] {
  const countWidth = Math.max(...inventory.map(({ logicalIds }) => String(logicalIds.length).length), 1);
  const typeWidth = Math.max(...inventory.map(({ type }) => type.length), 1);
  const rows = inventory.map(({ type, logicalIds, treatment }) => {
    const remarks = findings.filter(({ sentence }) => sentence.startsWith(`${type} `)).length;
    const partly = treatment === 'served' && remarks > 0 ? ', in part' : '';
    const ids = verbose ? `  ${logicalIds.join(' ')}` : '';
    const row = `${String(logicalIds.length).padStart(countWidth)}  ${type.padEnd(typeWidth)}  ${treatment}${partly}`;
    return row + ids;
  });
  const sentences = findings.map(({ sentence, security }) => `- ${security ? 'SECURITY: ' : ''}${sentence}`);
  if (findings.length === 0) return [...rows, 'Everything in the template is honoured.'];
  if (verbose) return [...rows, 'Not as in AWS:', ...sentences];
  return [
    ...rows,
    ...sentences.filter((sentence) => sentence.startsWith('- SECURITY')),
    `${findings.length} things are not as in AWS; --verbose names them.`,
  ];
}
