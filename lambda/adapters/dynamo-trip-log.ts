import { marshall } from '@aws-sdk/util-dynamodb';
import { COUNTING, TRIP_EVENTS_MAX, TRIP_SOURCES_MAX, WAITING } from '../../contract/honeytokens.ts';
import { HONEYTOKENS } from '../../contract/tables.ts';
import type { TripFacts } from '../domain/trip-facts.ts';
import { tripEntry } from '../domain/trip-window.ts';
import type { TripLog } from '../flows/honeytoken-ports.ts';
import { conditionHeld } from './condition-held.ts';
import type { SignedCall } from './signed-call.ts';

const REOPEN = 'outbox = if_not_exists(outbox, :counting), waitingSince = if_not_exists(waitingSince, :at)';

/**
 * One item per honeytoken and window, written in place: record, count and the mark that an answer is due are one conditional
 * write, so none of them can be there without the others. A use by a source that is described already, or by one too many, is
 * only counted, by one write: under fire that is what each use costs.
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
    if (facts.event === undefined && (await this.#done(this.#countKnown(facts)))) return 'repeated';
    if (await this.#done(this.#describe(facts))) return 'first';
    if (facts.event === undefined)
      await this.#call('UpdateItem', this.#count(facts)); // described meanwhile
    // An event that the record knows was counted before, whether or not whoever counted it lived to say so.
    else if (!(await this.#done(this.#countEvent(facts, facts.event))))
      await this.#done(this.#countBeyond(facts));
    return 'repeated';
  }

  /** False where the condition did not hold. */
  #done(update: object): Promise<boolean> {
    return conditionHeld(this.#call('UpdateItem', update));
  }

  #describe({ tokenId, trip, source, window, event }: TripFacts): object {
    const expiresAt = Math.floor(Date.parse(trip.at) / 1_000) + this.#retentionDays * 86_400;
    const unknown = event === undefined ? '' : ' AND NOT contains(events, :event)';
    return {
      ...this.#item(tokenId, window),
      UpdateExpression:
        'SET trips = list_append(if_not_exists(trips, :none), :trips), lastAt = :at, outbox = :waiting, waitingSince = :at, ' +
        `expiresAt = :expiresAt ADD hits :one, sources :sources${event === undefined ? '' : ', events :events'}`,
      ConditionExpression: `attribute_not_exists(sources) OR (NOT contains(sources, :source) AND size(trips) < :max${unknown})`,
      ExpressionAttributeValues: {
        ...marshall({ ':none': [], ':trips': [trip], ':at': trip.at, ':waiting': WAITING, ':one': 1 }),
        ...marshall({ ':expiresAt': expiresAt, ':source': source, ':max': TRIP_SOURCES_MAX }),
        ':sources': { SS: [source] },
        ...(event === undefined ? {} : { ':event': { S: event }, ':events': { SS: [event] } }),
      },
    };
  }

  #countKnown(facts: TripFacts): object {
    const count = this.#count(facts);
    return {
      ...count,
      ConditionExpression: 'attribute_exists(trips) AND (contains(sources, :source) OR size(trips) >= :max)',
      ExpressionAttributeValues: {
        ...count.ExpressionAttributeValues,
        ...marshall({ ':source': facts.source, ':max': TRIP_SOURCES_MAX }),
      },
    };
  }

  #count({ tokenId, trip, window }: TripFacts) {
    return {
      ...this.#item(tokenId, window),
      UpdateExpression: 'SET lastAt = :at ADD hits :one',
      ExpressionAttributeValues: marshall({ ':at': trip.at, ':one': 1 }),
    };
  }

  /** Told of late, a use may meet a record that is settled: it has to be looked at again, or nobody is told of it. */
  #countEvent({ tokenId, trip, window }: TripFacts, event: string): object {
    return {
      ...this.#item(tokenId, window),
      UpdateExpression: `SET lastAt = :at, ${REOPEN} ADD hits :one, events :events`,
      ConditionExpression:
        'attribute_not_exists(events) OR (NOT contains(events, :event) AND size(events) < :max)',
      ExpressionAttributeValues: {
        ...marshall({ ':at': trip.at, ':one': 1, ':event': event, ':max': TRIP_EVENTS_MAX }),
        ...{ ':counting': { S: COUNTING }, ':events': { SS: [event] } },
      },
    };
  }

  #countBeyond({ tokenId, trip, window, event = '' }: TripFacts): object {
    return {
      ...this.#item(tokenId, window),
      UpdateExpression: `SET lastAt = :at, ${REOPEN} ADD hits :one`,
      ConditionExpression: 'NOT contains(events, :event) AND size(events) >= :max',
      ExpressionAttributeValues: marshall({
        ...{ ':at': trip.at, ':one': 1, ':event': event, ':max': TRIP_EVENTS_MAX, ':counting': COUNTING },
      }),
    };
  }

  #item(tokenId: string, window: string): object {
    return {
      TableName: this.#table,
      Key: marshall({ [HONEYTOKENS.partitionKey]: tokenId, [HONEYTOKENS.sortKey]: tripEntry(window) }),
    };
  }
}
