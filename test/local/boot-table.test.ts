import { expect, test } from '@jest/globals';
import { bootTable } from '../../local/boot-table.ts';
import type { Finding } from '../../local/plan/finding.ts';
import type { InventoryRow } from '../../local/plan/inventory.ts';

const inventory: readonly InventoryRow[] = [
  { type: 'AWS::DynamoDB::Table', logicalIds: ['Keys', 'Audit'], treatment: 'served' },
  { type: 'AWS::Logs::LogGroup', logicalIds: ['Logs'], treatment: 'nothing to run' },
  { type: 'AWS::New::Thing', logicalIds: ['Novelty'], treatment: 'not served' },
];
const findings: readonly Finding[] = [
  { sentence: 'AWS::DynamoDB::Table TableClass is not honoured here (Keys)', security: false },
  { sentence: 'AWS::New::Thing is not served here (Novelty)', security: false },
  { sentence: 'Role allows too much (Role)', security: true },
];

test('the table has an aligned row per type with its count, and names what concerns security', () => {
  expect(bootTable({ inventory, findings })).toEqual([
    '2  AWS::DynamoDB::Table  served, in part',
    '1  AWS::Logs::LogGroup   nothing to run',
    '1  AWS::New::Thing       not served',
    '- SECURITY: Role allows too much (Role)',
    '3 things are not as in AWS; --verbose names them.',
  ]);
});

test('asked for more, it names every logical id and every difference', () => {
  const lines = bootTable({ inventory, findings }, true);
  expect(lines[0]).toBe('2  AWS::DynamoDB::Table  served, in part  Keys Audit');
  expect(lines.slice(-2)).toEqual([
    '- AWS::New::Thing is not served here (Novelty)',
    '- SECURITY: Role allows too much (Role)',
  ]);
});

test('with nothing to tell, it says so', () => {
  expect(bootTable({ inventory: [], findings: [] })).toEqual(['Everything in the template is honoured.']);
});
