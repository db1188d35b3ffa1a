import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { DETECTION, type FindingAction, type FindingItem } from '../../contract/detection.ts';
import { EMPTY_PROFILE, type KeyProfile } from '../domain/detection/key-profile.ts';
import type { DetectionDesk, KeptProfile } from '../flows/detection/detection-ports.ts';
import type { Marshalled } from './all-pages.ts';
import { conditionHeld } from './condition-held.ts';
import type { SignedCall } from './signed-call.ts';

/** A key that is silent for longer is a stranger again. */
const PROFILE_DAYS = 400;
const { partitionKey, sortKey, cursor: CURSOR } = DETECTION;

/** What the detection keeps, one item at a time, each write under a condition. */
export class DynamoDetectionDesk implements DetectionDesk {
  readonly #call: SignedCall;
  readonly #table: string;

  constructor(call: SignedCall, table: string) {
    this.#call = call;
    this.#table = table;
  }

  async cursor(): Promise<Date | undefined> {
    const item = await this.#get<{ at: string }>(CURSOR.subject, CURSOR.entry);
    return item === undefined ? undefined : new Date(item.at);
  }

  async moveCursor(from: Date | undefined, to: Date): Promise<boolean> {
    const at = to.toISOString();
    const moved = await this.#put(
      { ...CURSOR, at },
      from === undefined
        ? { ConditionExpression: `attribute_not_exists(${partitionKey})` }
        : {
            ConditionExpression: '#at = :from',
            ExpressionAttributeNames: { '#at': 'at' },
            ExpressionAttributeValues: marshall({ ':from': from.toISOString() }),
          },
    );
    // A put is repeated where its answer was lost, and then meets what the first made.
    return moved || (await this.cursor())?.toISOString() === at;
  }

  async profile(keyId: string): Promise<KeptProfile> {
    const item = await this.#get<{ profile: string; version: number }>(keyId, DETECTION.profileEntry);
    if (item === undefined) return { profile: EMPTY_PROFILE, version: 0 };
    return { profile: JSON.parse(item.profile) as KeyProfile, version: item.version };
  }

  async keep(keyId: string, read: KeptProfile, next: KeyProfile, now: Date): Promise<void> {
    const item = {
      ...{ subject: keyId, entry: DETECTION.profileEntry, profile: JSON.stringify(next) },
      version: read.version + 1,
      expiresAt: Math.floor(now.getTime() / 1_000) + PROFILE_DAYS * 86_400,
    };
    await this.#put(
      item,
      read.version === 0
        ? { ConditionExpression: `attribute_not_exists(${partitionKey})` }
        : {
            ConditionExpression: '#version = :read',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: marshall({ ':read': read.version }),
          },
    );
  }

  async note(finding: FindingItem): Promise<FindingItem> {
    const added = await this.#put(finding, { ConditionExpression: `attribute_not_exists(${partitionKey})` });
    if (added) return finding;
    return (await this.#get<FindingItem>(finding.subject, finding.entry)) ?? finding;
  }

  async markTold({ subject, entry }: FindingItem, action: FindingAction): Promise<boolean> {
    const update = {
      TableName: this.#table,
      Key: marshall({ [partitionKey]: subject, [sortKey]: entry }),
      UpdateExpression: 'SET #state = :told, #action = :action',
      ConditionExpression: '#state = :open',
      ExpressionAttributeNames: { '#state': 'state', '#action': 'action' },
      ExpressionAttributeValues: marshall({ ':told': 'told', ':open': 'open', ':action': action }),
    };
    return this.#conditionally('UpdateItem', update);
  }

  #put(item: object, condition: object): Promise<boolean> {
    const Item = marshall(item, { removeUndefinedValues: true });
    return this.#conditionally('PutItem', { TableName: this.#table, Item, ...condition });
  }

  #conditionally(operation: string, input: object): Promise<boolean> {
    return conditionHeld(this.#call(operation, input));
  }

  async #get<T>(subject: string, entry: string): Promise<T | undefined> {
    const Key = marshall({ [partitionKey]: subject, [sortKey]: entry });
    const answer = (await this.#call('GetItem', { TableName: this.#table, Key, ConsistentRead: true })) as {
      readonly Item?: Marshalled;
    };
    return answer.Item && (unmarshall(answer.Item) as T);
  }
}
