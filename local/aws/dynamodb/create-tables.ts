import type { TablePlan } from '../../plan/plan-tables.ts';
import { AwsError } from '../aws-error.ts';
import type { DynamoEngine } from './dynamo-engine.ts';

/** Creates what is missing and waits until it can be used. A table that exists keeps its items, even if the template changed its keys. */
export async function createTables(engine: DynamoEngine, plans: readonly TablePlan[]): Promise<void> {
  for (const { name, create } of plans) {
    const status = await statusOf(engine, name);
    if (status === 'ACTIVE') continue;
    if (status !== undefined) await engine.forget(name);
    await engine.perform('CreateTable', structuredClone(create));
    while ((await statusOf(engine, name)) !== 'ACTIVE') await new Promise((resolve) => setImmediate(resolve));
  }
}

async function statusOf(engine: DynamoEngine, name: string): Promise<string | undefined> {
  try {
    const output = (await engine.perform('DescribeTable', { TableName: name })) as {
      readonly Table: { readonly TableStatus: string };
    };
    return output.Table.TableStatus;
  } catch (error) {
    if (error instanceof AwsError && error.type.endsWith('#ResourceNotFoundException')) return undefined;
    throw error;
  }
}
