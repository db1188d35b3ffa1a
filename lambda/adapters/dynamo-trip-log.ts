import { marshall } from '@aws-sdk/util-dynamodb';
import { TRIP_SOURCES_MAX, WAITING } from '../../contract/honeytokens.ts';
import { HONEYTOKENS } from '../../contract/tables.ts';
import type { TripFacts } from '../domain/trip-facts.ts';
import { tripEntry } from '../domain/trip-window.ts';
import type { TripLog } from '../flows/honeytoken-ports.ts';
import { AwsCallError, type SignedCall } from './signed-call.ts';

/**
 * One item per honeytoken and window, written in place: record, count and the mark that an answer is due are one conditional
 * write, so none of them can be there without the others. A use by a source that is described already, or by one too many, is
 * only counted.
 */
export class DynamoTripLog implements TripLog {
  readonly #call: SignedCall;
  readonly #table: string;
  readonly #retentionDays: number;

  constructor(call: SignedCall, table: string, retentionDays: number) {
    this.#call = call;
    this.#table = table;
    this.#retentionDays = retentionDays;
  }

  async record(facts: TripFacts): Promise<'first' | 'repeated'> {
    try {
      await this.#call('UpdateItem', this.#describe(facts));
      return 'first';
    } catch (error) {
      if (!(error instanceof AwsCallError && error.message === 'ConditionalCheckFailedException'))
        throw error;
      await this.#call('UpdateItem', this.#count(facts));
      return 'repeated';
    }
  }

  #describe({ tokenId, trip, source, window }: TripFacts): object {
    const expiresAt = Math.floor(Date.parse(trip.at) / 1_000) + this.#retentionDays * 86_400;
    return {
      ...this.#item(tokenId, window),
      UpdateExpression:
        'SET trips = list_append(if_not_exists(trips, :none), :trips), lastAt = :at, outbox = :waiting, waitingSince = :at, ' +
        'expiresAt = :expiresAt ADD hits :one, sources :sources',
      ConditionExpression:
        'attribute_not_exists(sources) OR (NOT contains(sources, :source) AND size(trips) < :max)',
      ExpressionAttributeValues: {
        ...marshall({ ':none': [], ':trips': [trip], ':at': trip.at, ':waiting': WAITING, ':one': 1 }),
        ...marshall({ ':expiresAt': expiresAt, ':source': source, ':max': TRIP_SOURCES_MAX }),
        ':sources': { SS: [source] },
      },
    };
  }

  #count({ tokenId, trip, window }: TripFacts): object {
    return {
      ...this.#item(tokenId, window),
      UpdateExpression: 'SET lastAt = :at ADD hits :one',
      ExpressionAttributeValues: marshall({ ':at': trip.at, ':one': 1 }),
    };
  }

  #item(tokenId: string, window: string): object {
    return {
      TableName: this.#table,
      Key: marshall({ [HONEYTOKENS.partitionKey]: tokenId, [HONEYTOKENS.sortKey]: tripEntry(window) }),
    };
  }
}
