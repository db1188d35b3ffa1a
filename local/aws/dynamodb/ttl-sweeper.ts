import type { Clock } from '../../time/clock.ts';
import { AwsError } from '../aws-error.ts';
import type { DynamoEngine } from './dynamo-engine.ts';
import type { TableDesk } from './table-desk.ts';

/** AWS deletes "within a few days"; until then expired items are read like all others. */
const INTERVAL_MS = 6 * 3_600_000;
/** On a way of the clock of more than three days: a quarter would be four hundred scans of each table. */
const STRIDE_MS = 48 * 3_600_000;
const LONG_WAY_MS = 72 * 3_600_000;
/** What expired longer ago is never deleted: it is taken for a mistake. */
const OLDEST_S = 5 * 365 * 86_400;

interface Page {
  readonly Items: readonly Readonly<Record<string, { readonly N?: string }>>[];
  readonly LastEvaluatedKey?: object;
}

/** Deletes expired items from time to time, https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html. */
export class TtlSweeper {
  readonly #engine: DynamoEngine;
  readonly #desk: TableDesk;
  readonly #clock: Clock;
  #sweeping: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(engine: DynamoEngine, desk: TableDesk, clock: Clock) {
    this.#engine = engine;
    this.#desk = desk;
    this.#clock = clock;
  }

  start(): void {
    const periodMs = this.#clock.ahead > LONG_WAY_MS ? STRIDE_MS : INTERVAL_MS;
    this.#clock.at(this.#clock.now() + periodMs, async () => {
      if (this.#closed) return;
      this.#sweeping = this.#sweep();
      // A table may be deleted meanwhile; what is left is for the next time.
      await this.#sweeping.catch(() => undefined);
      this.start();
    });
  }

  /** Sweeps no more, and resolves when nothing is being swept. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#sweeping.catch(() => undefined);
  }

  async #sweep(): Promise<void> {
    for (const [table, { ttlAttribute }] of this.#desk.all())
      if (ttlAttribute !== undefined) await this.#sweepTable(table, ttlAttribute);
  }

  async #sweepTable(TableName: string, attribute: string): Promise<void> {
    const now = Math.floor(this.#clock.now() / 1000);
    const { Table } = (await this.#engine.perform('DescribeTable', { TableName })) as {
      readonly Table: { readonly KeySchema: readonly { readonly AttributeName: string }[] };
    };
    let ExclusiveStartKey: object | undefined;
    do {
      const page = (await this.#engine.perform('Scan', {
        TableName,
        FilterExpression: '#ttl < :now AND #ttl > :oldest',
        ExpressionAttributeNames: { '#ttl': attribute },
        ExpressionAttributeValues: { ':now': { N: String(now) }, ':oldest': { N: String(now - OLDEST_S) } },
        ...(ExclusiveStartKey === undefined ? {} : { ExclusiveStartKey }),
      })) as Page;
      for (const item of page.Items) {
        if (this.#closed) return;
        const Key = Object.fromEntries(Table.KeySchema.map(({ AttributeName: n }) => [n, item[n]]));
        await this.#delete(TableName, Key, attribute, item[attribute]?.N ?? '');
      }
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey !== undefined && !this.#closed);
  }

  /** An item whose time has been changed since it was found stays. */
  async #delete(TableName: string, Key: object, attribute: string, found: string): Promise<void> {
    try {
      await this.#engine.perform('DeleteItem', {
        TableName,
        Key,
        ConditionExpression: '#ttl = :found',
        ExpressionAttributeNames: { '#ttl': attribute },
        ExpressionAttributeValues: { ':found': { N: found } },
      });
    } catch (error) {
      if (!(error instanceof AwsError && error.type.endsWith('#ConditionalCheckFailedException')))
        throw error;
    }
  }
}
