import { type DynaliteStore, type DynaliteTable, updateIndexes } from './dynalite-store.ts';
import type { DynamoEngine } from './dynamo-engine.ts';

/**
 * dynalite writes an item and its index entries one after the other. A run that was killed in between has entries without an item, or
 * the other way round; this makes every index anew from the items.
 */
export async function rebuildIndexes(engine: DynamoEngine, store: DynaliteStore): Promise<void> {
  for (const name of await tableNames(engine)) {
    const { Table } = (await engine.perform('DescribeTable', { TableName: name })) as {
      Table: DynaliteTable;
    };
    const kinds = ['Local', 'Global'] as const;
    const indexes = kinds.flatMap((kind) =>
      (Table[`${kind}SecondaryIndexes`] ?? []).map(({ IndexName }) => [kind, IndexName] as const),
    );
    if (indexes.length === 0) continue;
    for (const [kind, index] of indexes) await done((end) => store.deleteIndexDb(kind, name, index, end));
    await eachItem(engine, name, (item) => done((end) => updateIndexes(store, Table, undefined, item, end)));
  }
}

async function tableNames(engine: DynamoEngine): Promise<readonly string[]> {
  const names: string[] = [];
  let start: string | undefined;
  do {
    const page = (await engine.perform(
      'ListTables',
      start === undefined ? {} : { ExclusiveStartTableName: start },
    )) as {
      readonly TableNames: readonly string[];
      readonly LastEvaluatedTableName?: string;
    };
    names.push(...page.TableNames);
    start = page.LastEvaluatedTableName;
  } while (start !== undefined);
  return names;
}

async function eachItem(
  engine: DynamoEngine,
  TableName: string,
  visit: (item: object) => Promise<void>,
): Promise<void> {
  let start: object | undefined;
  do {
    const page = (await engine.perform('Scan', {
      TableName,
      ...(start === undefined ? {} : { ExclusiveStartKey: start }),
    })) as { readonly Items: readonly object[]; readonly LastEvaluatedKey?: object };
    for (const item of page.Items) await visit(item);
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}

const done = (work: (end: (error?: Error | null) => void) => void): Promise<void> =>
  new Promise((resolve, reject) => work((error) => (error ? reject(error) : resolve())));
