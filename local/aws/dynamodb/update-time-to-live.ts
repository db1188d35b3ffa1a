import { isObject } from '../../assembly/template.ts';
import type { Input } from '../operation.ts';
import type { DynamoEngine } from './dynamo-engine.ts';
import type { TableDesk } from './table-desk.ts';
import { tableNameOf, validationError } from './table-name.ts';

const BETWEEN_CHANGES_MS = 3_600_000;

/** Works at once, where AWS takes up to an hour (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTimeToLive.html). */
export const updateTimeToLive =
  (engine: DynamoEngine, desk: TableDesk) =>
  async ({ TimeToLiveSpecification: wanted, ...input }: Input): Promise<unknown> => {
    const table = tableNameOf(input);
    if (
      !isObject(wanted) ||
      typeof wanted['AttributeName'] !== 'string' ||
      typeof wanted['Enabled'] !== 'boolean'
    )
      throw validationError('TimeToLiveSpecification must hold AttributeName and Enabled');
    await engine.perform('DescribeTable', input);
    const { ttlAttribute: current, ...settings } = desk.of(table);
    const { AttributeName, Enabled } = wanted;
    if (Enabled && current === AttributeName) throw validationError('TimeToLive is already enabled');
    if (!Enabled && current === undefined) throw validationError('TimeToLive is already disabled');
    if (current !== undefined && current !== AttributeName)
      throw validationError(
        `TimeToLive is active on a different AttributeName: current AttributeName is ${current}`,
      );
    if (desk.now() - (settings.ttlChangedAt ?? Number.NEGATIVE_INFINITY) < BETWEEN_CHANGES_MS)
      throw validationError('Time to live has been modified multiple times within a fixed interval');
    await desk.set(table, {
      ...settings,
      ...(Enabled ? { ttlAttribute: AttributeName } : {}),
      ttlChangedAt: desk.now(),
    });
    return { TimeToLiveSpecification: { AttributeName, Enabled } };
  };
