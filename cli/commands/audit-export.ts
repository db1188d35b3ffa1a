import { stringify } from 'csv-stringify/sync';
import type { CallRow } from '../../lambda/domain/join-calls.ts';
import { searchAudit } from '../../lambda/flows/search-audit.ts';
import { cleanJson, cleanText } from '../clean-text.ts';
import type { AuditPorts } from '../ports.ts';
import { type AuditSearchOptions, readAuditFilter } from '../read-audit-filter.ts';

export type ExportFormat = 'ndjson' | 'csv';

const PAGE = 1_000;

/** Every call that fits, newest first, piece by piece as text; any number of them in bounded memory. */
export async function* auditExport(
  ports: AuditPorts,
  options: Omit<AuditSearchOptions, 'limit' | 'after'>,
  format: ExportFormat,
): AsyncGenerator<string> {
  const now = ports.now();
  const filter = readAuditFilter({ ...options, limit: PAGE }, now);
  if (format === 'csv') yield csv([COLUMNS]);
  let after: string | undefined;
  do {
    const page = await searchAudit(ports.audit, { ...filter, after }, now);
    if (page.items.length > 0) yield format === 'csv' ? csv(page.items.map(cellsOf)) : ndjson(page.items);
    after = page.next;
  } while (after !== undefined);
}

const COLUMNS: readonly (keyof CallRow)[] = [
  ...(['at', 'callId', 'keyId', 'client', 'upstream', 'method', 'route', 'ip', 'verdict', 'status'] as const),
  ...(['durationMs', 'requestBytes', 'responseBytes', 'secretVersion', 'scrubbed'] as const),
  ...(['userAgent', 'product', 'units', 'rule', 'tokenId'] as const),
];

const cellsOf = (row: CallRow): readonly string[] => COLUMNS.map((name) => cleanText(cellOf(row[name])));

function cellOf(value: CallRow[keyof CallRow]): string {
  if (value === null) return '';
  if (typeof value !== 'object') return String(value);
  return Object.entries(value)
    .map(([unit, amount]) => `${unit}=${amount}`)
    .join(' ');
}

/** A spreadsheet would run a cell that begins like a formula (https://owasp.org/www-community/attacks/CSV_Injection). */
const csv = (rows: readonly (readonly string[])[]): string =>
  stringify(rows as string[][], { escape_formulas: true, record_delimiter: 'windows' });

const ndjson = (rows: readonly CallRow[]): string =>
  rows.map((row) => `${cleanJson(JSON.stringify(row))}\n`).join('');
