import { stringify } from 'csv-stringify/sync';
import { searchAudit } from '../../lambda/flows/search-audit.ts';
import { cleanJson, cleanText } from '../clean-text.ts';
import { type PlacedRow, placing } from '../placed-row.ts';
import type { DetectionPorts } from '../ports.ts';
import { type AuditSearchOptions, readAuditFilter } from '../read-audit-filter.ts';

export type ExportFormat = 'ndjson' | 'csv';

const PAGE = 1_000;

/** Every call that fits, newest first, piece by piece as text; any number of them in bounded memory. */
export async function* auditExport(
  ports: Pick<DetectionPorts, 'audit' | 'archive' | 'countryOf' | 'now'>,
  options: Omit<AuditSearchOptions, 'limit' | 'after'>,
  format: ExportFormat,
): AsyncGenerator<string> {
  const now = ports.now();
  const filter = readAuditFilter({ ...options, limit: PAGE }, now);
  if (format === 'csv') yield csv([COLUMNS]);
  const place = placing(ports);
  let after: string | undefined;
  do {
    const page = await searchAudit(ports.audit, { ...filter, after }, now);
    const items = await place(page.items);
    if (items.length > 0) yield format === 'csv' ? csv(items.map(cellsOf)) : ndjson(items);
    after = page.next;
  } while (after !== undefined);
}

const COLUMNS: readonly (keyof PlacedRow)[] = [
  ...(['at', 'callId', 'keyId', 'client', 'upstream', 'method', 'route', 'ip', 'verdict', 'status'] as const),
  ...(['durationMs', 'requestBytes', 'responseBytes', 'secretVersion', 'scrubbed'] as const),
  ...(['userAgent', 'product', 'units', 'rule', 'tokenId', 'country', 'countryFrom'] as const),
];

const cellsOf = (row: PlacedRow): readonly string[] => COLUMNS.map((name) => cleanText(cellOf(row[name])));

function cellOf(value: PlacedRow[keyof PlacedRow]): string {
  if (value === null) return '';
  if (typeof value !== 'object') return String(value);
  return Object.entries(value)
    .map(([unit, amount]) => `${unit}=${amount}`)
    .join(' ');
}

/** A spreadsheet would run a cell that begins like a formula (https://owasp.org/www-community/attacks/CSV_Injection). */
const csv = (rows: readonly (readonly string[])[]): string =>
  stringify(rows as string[][], { escape_formulas: true, record_delimiter: 'windows' });

const ndjson = (rows: readonly PlacedRow[]): string =>
  rows.map((row) => `${cleanJson(JSON.stringify(row))}\n`).join('');
