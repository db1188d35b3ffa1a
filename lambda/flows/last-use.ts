import { AUDIT_SHARDS, type AuditItem } from '../../contract/tables.ts';
import { mergeNewest } from './merge-newest.ts';
import type { AuditSearch } from './operator-ports.ts';

/** When a key was last used, from where and for what. */
export interface LastUse {
  readonly at: string;
  readonly ip: string;
  readonly call: string;
  readonly verdict: string;
}

/** More than an operator's own records of a day or two lie in front of the newest call. */
const PAGE_SIZE = 5;

/**
 * The newest call of a key that was let in, from the audit trail: the hot path writes nothing of its own for it. `undefined`
 * where there is none as far back as the trail reaches.
 */
export async function lastUse(audit: AuditSearch, keyId: string): Promise<LastUse | undefined> {
  const newest = mergeNewest(
    AUDIT_SHARDS.map((shard) =>
      audit.newestFirst({
        partition: { of: 'key', value: `${keyId}#${shard}` },
        ...{ from: '0', to: '~', match: {}, pageSize: PAGE_SIZE },
      }),
    ),
    (item) => item.entry,
  );
  for await (const item of newest) {
    if (item.kind !== 'decision' && item.kind !== 'outcome') continue;
    const { at, ip, method, upstream, route, verdict }: AuditItem = item;
    return { at, ip, call: `${method} ${upstream} ${route}`, verdict };
  }
  return undefined;
}
