import Table from 'cli-table3';
import { cleanText } from './clean-text.ts';
import type { Sheet } from './report.ts';

/** A foreign text of any length must not push the rest of its row out of sight. A client key is shorter than this. */
const CELL_LENGTH_MAX = 120;

const NO_BORDERS = Object.fromEntries(
  ['top', 'bottom', 'mid', 'left', 'right'].flatMap((side) =>
    side === 'left' || side === 'right'
      ? [
          [side, ''],
          [`${side}-mid`, ''],
        ]
      : [
          [side, ''],
          [`${side}-mid`, ''],
          [`${side}-left`, ''],
          [`${side}-right`, ''],
        ],
  ),
);

/** A sheet as lines of plain text, without colours, so that it can be piped and pasted. */
export function renderSheet(sheet: Sheet): string {
  if (sheet.kind === 'text') return sheet.text;
  const table = new Table({
    head: sheet.kind === 'table' ? [...sheet.head] : [],
    chars: { ...NO_BORDERS, middle: '  ', 'mid-mid': '' },
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 0 },
  });
  const rows = sheet.kind === 'table' ? sheet.rows : sheet.fields;
  for (const row of rows) table.push(row.map(cell));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

function cell(text: string): string {
  const clean = cleanText(text);
  return clean.length > CELL_LENGTH_MAX ? `${clean.slice(0, CELL_LENGTH_MAX - 1)}…` : clean;
}
