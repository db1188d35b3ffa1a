import type { Input } from '../operation.ts';
import type { DynamoEngine } from './dynamo-engine.ts';
import type { TableDesk } from './table-desk.ts';
import { tableNameOf } from './table-name.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTimeToLive.html */
export const describeTimeToLive =
  (engine: DynamoEngine, desk: TableDesk) =>
  async (input: Input): Promise<unknown> => {
    const { ttlAttribute } = desk.of(tableNameOf(input));
    await engine.perform('DescribeTable', input); // Whether there is such a table.
    return {
      TimeToLiveDescription:
        ttlAttribute === undefined
          ? { TimeToLiveStatus: 'DISABLED' }
          : { TimeToLiveStatus: 'ENABLED', AttributeName: ttlAttribute },
    };
  };
