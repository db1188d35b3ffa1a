import { expect, test } from '@jest/globals';
import { printTable } from '../../bench/report/print-table.ts';

test('a table is aligned Markdown with numbers to the right', () => {
  const table = {
    title: 'Sizes',
    columns: ['bundle', 'KB'],
    rows: [
      ['proxy', 37.4],
      ['sdk', 367],
    ],
  };
  expect(printTable(table).split('\n')).toEqual([
    'Sizes',
    '',
    '| bundle |   KB |',
    '|--------|-----:|',
    '| proxy  | 37.4 |',
    '| sdk    |  367 |',
    '',
  ]);
});
