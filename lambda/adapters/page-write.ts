import { marshall } from '@aws-sdk/util-dynamodb';
import { HONEYTOKEN_ENTRIES, type PageItem } from '../../contract/honeytokens.ts';
import { HONEYTOKENS } from '../../contract/tables.ts';

/** Where the one page of a honeytoken lies. */
export const pageKey = (tokenId: string) =>
  marshall({
    [HONEYTOKENS.partitionKey]: tokenId,
    [HONEYTOKENS.sortKey]: `${HONEYTOKEN_ENTRIES.pagePrefix}last`,
  });

/** Puts a page in the place of the one that was read, if that is still there; without one, only where there is none. */
export const pageWrite = (last: PageItem | undefined, next: PageItem) => ({
  Item: marshall(next),
  ...(last === undefined
    ? { ConditionExpression: 'attribute_not_exists(pageId)' }
    : {
        ConditionExpression: 'pageId = :id AND #state = :state',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: marshall({ ':id': last.pageId, ':state': last.state }),
      }),
});
