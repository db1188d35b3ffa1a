import { isObject } from '../assembly/template.ts';

/** Index → the attribute that its items are spread by; the table's own under the empty name. */
export type PartitionKeys = Readonly<Record<string, string>>;

const INDEXES = ['LocalSecondaryIndexes', 'GlobalSecondaryIndexes'];

/** Reads them from a table as a template, `CreateTable` or `DescribeTable` has it. */
export function partitionKeysOf(table: Readonly<Record<string, unknown>>): PartitionKeys {
  const indexes = INDEXES.flatMap((name) => listOf(table[name]));
  const named = [
    ['', table['KeySchema']],
    ...indexes.map(({ IndexName, KeySchema }) => [IndexName, KeySchema]),
  ];
  return Object.fromEntries(
    named.flatMap(([name, schema]) =>
      listOf(schema)
        .filter(({ KeyType }) => KeyType === 'HASH')
        .map(({ AttributeName }) => [String(name), String(AttributeName)]),
    ),
  );
}

const listOf = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) ? value.filter(isObject) : [];
