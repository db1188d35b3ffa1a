import type { Input } from '../operation.ts';
import type { DynamoEngine } from './dynamo-engine.ts';
import type { TableDesk } from './table-desk.ts';
import { tableNameOf, validationError } from './table-name.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html#WorkingWithTables.Basics.DeletionProtection */
export const deleteTable =
  (engine: DynamoEngine, desk: TableDesk) =>
  async (input: Input): Promise<unknown> => {
    const name = tableNameOf(input);
    if (desk.of(name).deletionProtected)
      throw validationError(
        'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
      );
    const output = await engine.perform('DeleteTable', input);
    await desk.forget(name);
    return output;
  };
