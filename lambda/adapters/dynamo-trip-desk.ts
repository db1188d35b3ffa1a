import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { COUNTING, TRIP_OUTBOX, type TripItem } from '../../contract/honeytokens.ts';
import { HONEYTOKENS } from '../../contract/tables.ts';
import { windowOf } from '../domain/response/due-trips.ts';
import { tripEntry } from '../domain/trip-window.ts';
import type { TripDesk, TripPlace } from '../flows/response/response-ports.ts';
import { allPages, type Marshalled } from './all-pages.ts';
import { conditionHeld } from './condition-held.ts';
import type { SignedCall } from './signed-call.ts';

/** The records of honeytokens' uses. Every write is a condition on one item and may be repeated. */
export class DynamoTripDesk implements TripDesk {
  readonly #call: SignedCall;
  readonly #table: string;

  constructor(call: SignedCall, table: string) {
    this.#call = call;
    this.#table = table;
  }

  async read(place: TripPlace): Promise<TripItem | undefined> {
    const answer = (await this.#call('GetItem', { ...this.#item(place), ConsistentRead: true })) as {
      readonly Item?: Marshalled;
    };
    return answer.Item && tripItem(answer.Item);
  }

  async unsettled(state: 'waiting' | 'counting', before: Date, limit: number): Promise<readonly TripPlace[]> {
    const query = {
      TableName: this.#table,
      IndexName: TRIP_OUTBOX.name,
      KeyConditionExpression: '#partition = :state AND #sort < :before',
      ExpressionAttributeNames: { '#partition': TRIP_OUTBOX.partitionKey, '#sort': TRIP_OUTBOX.sortKey },
      ExpressionAttributeValues: marshall({ ':state': state, ':before': before.toISOString() }),
    };
    const items = await allPages(this.#call, query, limit);
    return items.map((item) => {
      const { tokenId, entry } = unmarshall(item) as Pick<TripItem, 'tokenId' | 'entry'>;
      return { tokenId, window: windowOf({ entry }) };
    });
  }

  async openOf(tokenId: string, since: Date): Promise<readonly TripItem[]> {
    const query = {
      TableName: this.#table,
      KeyConditionExpression: '#partition = :token AND #sort BETWEEN :from AND :to',
      FilterExpression: 'attribute_exists(outbox)',
      ExpressionAttributeNames: { '#partition': HONEYTOKENS.partitionKey, '#sort': HONEYTOKENS.sortKey },
      ExpressionAttributeValues: marshall({
        ':token': tokenId,
        ':from': tripEntry(since.toISOString()),
        ':to': tripEntry('~'),
      }),
      ConsistentRead: true,
    };
    return (await allPages(this.#call, query)).map(tripItem);
  }

  async answer(place: TripPlace, source: string, words: string): Promise<void> {
    const there = 'attribute_exists(trips)';
    await this.#call('UpdateItem', {
      ...this.#item(place),
      UpdateExpression: 'SET answers = if_not_exists(answers, :none)',
      ConditionExpression: there,
      ExpressionAttributeValues: marshall({ ':none': {} }),
    });
    await this.#call('UpdateItem', {
      ...this.#item(place),
      UpdateExpression: 'SET answers.#source = :words',
      ConditionExpression: there,
      ExpressionAttributeNames: { '#source': source },
      ExpressionAttributeValues: marshall({ ':words': words }),
    });
  }

  async moveOn(record: TripItem, to: 'counting' | 'settled'): Promise<void> {
    const settled = to === 'settled';
    const values = { ':read': record.trips.length, ...(settled ? {} : { ':counting': COUNTING }) };
    const update = this.#call('UpdateItem', {
      ...this.#item({ tokenId: record.tokenId, window: windowOf(record) }),
      UpdateExpression: settled ? 'REMOVE outbox, waitingSince' : 'SET outbox = :counting',
      // A source that came meanwhile waits for its answer.
      ConditionExpression: 'size(trips) = :read',
      ExpressionAttributeValues: marshall(values),
    });
    await conditionHeld(update);
  }

  #item({ tokenId, window }: TripPlace): object {
    return {
      TableName: this.#table,
      Key: marshall({ [HONEYTOKENS.partitionKey]: tokenId, [HONEYTOKENS.sortKey]: tripEntry(window) }),
    };
  }
}

/** The table keeps the ranges and the events as sets. */
function tripItem(item: Marshalled): TripItem {
  const { sources, events, ...read } = unmarshall(item) as Omit<TripItem, 'sources' | 'events'> & {
    readonly sources: ReadonlySet<string>;
    readonly events?: ReadonlySet<string>;
  };
  return { ...read, sources: [...sources], ...(events && { events: [...events] }) };
}
