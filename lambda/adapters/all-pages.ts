import type { unmarshall } from '@aws-sdk/util-dynamodb';
import type { SignedCall } from './signed-call.ts';

/** An item as DynamoDB writes it. */
export type Marshalled = Parameters<typeof unmarshall>[0];

/** What a query finds, page by page to its end, or up to a number of items. */
export async function allPages(
  call: SignedCall,
  query: object,
  limit = Number.POSITIVE_INFINITY,
): Promise<readonly Marshalled[]> {
  const items: Marshalled[] = [];
  let from: unknown;
  do {
    const page = (await call('Query', {
      ...query,
      ...(from === undefined ? {} : { ExclusiveStartKey: from }),
    })) as {
      readonly Items?: readonly Marshalled[];
      readonly LastEvaluatedKey?: unknown;
    };
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from !== undefined && items.length < limit);
  return items.slice(0, limit);
}
