import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { AUDIT, AUDIT_SHARDS, type AuditItem } from '../../contract/tables.ts';
import { hourOf } from '../domain/audit-record.ts';
import { sourceRange } from '../domain/source-range.ts';
import type { Clock } from '../flows/ports.ts';
import type { GoodTraffic, GoodTrafficAsked } from '../flows/response/response-ports.ts';
import type { Marshalled } from './all-pages.ts';
import type { SignedCall } from './signed-call.ts';

const HOUR_MS = 3_600_000;

/**
 * Looks in the audit for calls that were allowed, the newest hour first and every shard of it at once. A busy stage writes
 * more in a day than can be read while an attacker waits, so what is not found in time counts as not there.
 */
export class DynamoGoodTraffic implements GoodTraffic {
  readonly #call: SignedCall;
  readonly #table: string;
  readonly #now: Clock;
  readonly #budgetMs: number;

  constructor(call: SignedCall, table: string, now: Clock, budgetMs: number) {
    this.#call = call;
    this.#table = table;
    this.#now = now;
    this.#budgetMs = budgetMs;
  }

  async lastAllowed(asked: GoodTrafficAsked): Promise<Date | undefined> {
    const { since, before } = asked;
    const startedAt = this.#now().getTime();
    const late = (): boolean => this.#now().getTime() - startedAt > this.#budgetMs;
    const firstHour = Math.floor(since.getTime() / HOUR_MS) * HOUR_MS;
    for (
      let hour = Math.floor(before.getTime() / HOUR_MS) * HOUR_MS;
      hour >= firstHour && !late();
      hour -= HOUR_MS
    ) {
      const found = await Promise.all(
        AUDIT_SHARDS.map((shard) => this.#newest(`${hourOf(new Date(hour))}#${shard}`, asked, late)),
      );
      const last = found
        .filter((at) => at !== undefined && at >= since.toISOString())
        .sort()
        .at(-1);
      if (last !== undefined) return new Date(last);
    }
    return undefined;
  }

  async #newest(
    partition: string,
    asked: GoodTrafficAsked,
    late: () => boolean,
  ): Promise<string | undefined> {
    const query = queryOf(this.#table, partition, asked);
    let from: unknown;
    do {
      const page = (await this.#call('Query', {
        ...query,
        ...(from === undefined ? {} : { ExclusiveStartKey: from }),
      })) as { readonly Items?: readonly Marshalled[]; readonly LastEvaluatedKey?: unknown };
      const items = (page.Items ?? []).map((item) => unmarshall(item) as Pick<AuditItem, 'at' | 'ip'>);
      const found = items.find(({ ip }) => sourceRange(ip) === asked.range);
      if (found !== undefined) return found.at;
      from = page.LastEvaluatedKey;
    } while (from !== undefined && !late());
    return undefined;
  }
}

/** An address is found by its text, one of an IPv6 range by its first group, which is never shortened away. */
function queryOf(table: string, partition: string, { range, before, exceptKey }: GoodTrafficAsked): object {
  const [address = ''] = range.split('/');
  const ipv6 = address.includes(':');
  const values = {
    ':partition': partition,
    ':before': before.toISOString(),
    ':decision': 'decision',
    ':allowed': 'allowed',
    ':ip': ipv6 ? address.slice(0, address.indexOf(':') + 1) : address,
    ...(exceptKey === undefined ? {} : { ':except': exceptKey }),
  };
  const filters = [
    'kind = :decision AND verdict = :allowed',
    ipv6 ? 'begins_with(ip, :ip)' : 'ip = :ip',
    ...(exceptKey === undefined ? [] : ['keyId <> :except']),
  ];
  return {
    TableName: table,
    KeyConditionExpression: '#partition = :partition AND #sort < :before',
    FilterExpression: filters.join(' AND '),
    ProjectionExpression: '#at, ip',
    ExpressionAttributeNames: { '#partition': AUDIT.partitionKey, '#sort': AUDIT.sortKey, '#at': 'at' },
    ExpressionAttributeValues: marshall(values),
    ScanIndexForward: false,
  };
}
