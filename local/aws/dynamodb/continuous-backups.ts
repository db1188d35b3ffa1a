import { isObject } from '../../assembly/template.ts';
import { AwsError } from '../aws-error.ts';
import type { Input } from '../operation.ts';
import type { DynamoEngine } from './dynamo-engine.ts';
import type { TableDesk } from './table-desk.ts';
import { dynamoError, tableNameOf, validationError } from './table-name.ts';

const DAYS = 35;
/** "typically 5 minutes before the current time" */
const LAG_MS = 5 * 60_000;

/** Tells what AWS would; nothing is backed up here (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeContinuousBackups.html). */
export const describeContinuousBackups =
  (engine: DynamoEngine, desk: TableDesk) =>
  async (input: Input): Promise<unknown> => {
    await demandTable(engine, input);
    return { ContinuousBackupsDescription: descriptionOf(desk, tableNameOf(input)) };
  };

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateContinuousBackups.html */
export const updateContinuousBackups =
  (engine: DynamoEngine, desk: TableDesk) =>
  async ({ PointInTimeRecoverySpecification: wanted, ...input }: Input): Promise<unknown> => {
    const enabled = isObject(wanted) ? wanted['PointInTimeRecoveryEnabled'] : undefined;
    if (typeof enabled !== 'boolean')
      throw validationError('PointInTimeRecoverySpecification must hold PointInTimeRecoveryEnabled');
    await demandTable(engine, input);
    const table = tableNameOf(input);
    const { recoverableSince, ...settings } = desk.of(table);
    await desk.set(table, {
      ...settings,
      pointInTimeRecovery: enabled,
      ...(enabled ? { recoverableSince: recoverableSince ?? desk.now() } : {}),
    });
    return { ContinuousBackupsDescription: descriptionOf(desk, table) };
  };

function descriptionOf(desk: TableDesk, table: string): object {
  const { pointInTimeRecovery, recoverableSince = 0 } = desk.of(table);
  const now = desk.now();
  return {
    ContinuousBackupsStatus: 'ENABLED',
    PointInTimeRecoveryDescription: pointInTimeRecovery
      ? {
          PointInTimeRecoveryStatus: 'ENABLED',
          RecoveryPeriodInDays: DAYS,
          EarliestRestorableDateTime: Math.max(recoverableSince, now - DAYS * 86_400_000) / 1000,
          LatestRestorableDateTime: Math.max(recoverableSince, now - LAG_MS) / 1000,
        }
      : { PointInTimeRecoveryStatus: 'DISABLED' },
  };
}

async function demandTable(engine: DynamoEngine, input: Input): Promise<void> {
  try {
    await engine.perform('DescribeTable', structuredClone(input));
  } catch (error) {
    if (!(error instanceof AwsError && error.type.endsWith('#ResourceNotFoundException'))) throw error;
    throw dynamoError('TableNotFoundException', `Table not found: ${tableNameOf(input)}`);
  }
}
