import { expect, test } from '@jest/globals';
import type { AuditItem } from '../../contract/tables.ts';
import { auditItem } from '../../lambda/domain/audit-record.ts';
import type { AuditQuery, AuditSearch } from '../../lambda/flows/operator-ports.ts';

const record = (seconds: number, client = 'acme', ip = '203.0.113.7'): AuditItem => {
  const facts = { keyId: 'key_1', upstream: 'gemini', method: 'GET', route: '/r', verdict: 'allowed' };
  const at = new Date(Date.parse('2026-11-23T17:00:00.000Z') + seconds * 1000);
  return auditItem('outcome', { ...facts, callId: 'same-shard', client, ip }, { status: 200 }, at, 90);
};

/** What every search of the audit trail promises; `holding` gives one with exactly these records. */
export function auditSearchSuite(holding: (items: readonly AuditItem[]) => Promise<AuditSearch>): void {
  const items = [record(1), record(2, 'other'), record(3, 'acme', '203.0.113.8'), record(4)];
  const query = (over: Partial<AuditQuery> = {}): AuditQuery => ({
    partition: { of: 'hour', value: items[0]?.hourShard ?? '' },
    from: '2026-11-23T17:00:00.000Z',
    to: '2026-11-23T17:59:59.999Z~',
    match: {},
    ...over,
  });
  const seconds = async (asked: AuditQuery): Promise<readonly number[]> => {
    const found: number[] = [];
    for await (const item of (await holding(items)).newestFirst(asked))
      found.push(new Date(item.at).getUTCSeconds());
    return found;
  };

  test('a partition’s records come newest first, also when read in small pages', async () => {
    expect(await seconds(query())).toEqual([4, 3, 2, 1]);
    expect(await seconds(query({ pageSize: 1 }))).toEqual([4, 3, 2, 1]);
  });

  test('the same records are found through their key', async () => {
    const partition = { of: 'key', value: items[0]?.keyShard ?? '' } as const;
    expect(await seconds(query({ partition }))).toEqual([4, 3, 2, 1]);
    expect(await seconds(query({ partition: { ...partition, value: 'key_2#00' } }))).toEqual([]);
  });

  test('both ends of the range belong to it', async () => {
    const range = { from: '2026-11-23T17:00:02.000Z', to: '2026-11-23T17:00:03.000Z~' };
    expect(await seconds(query(range))).toEqual([3, 2]);
  });

  test('client and address narrow what is read', async () => {
    expect(await seconds(query({ match: { client: 'acme' } }))).toEqual([4, 3, 1]);
    expect(await seconds(query({ match: { client: 'acme', ip: '203.0.113.8' } }))).toEqual([3]);
  });

  test('a record is read back as it was written', async () => {
    const reader = (await holding(items)).newestFirst(query())[Symbol.asyncIterator]();
    expect((await reader.next()).value).toEqual(items[3]);
    await reader.return?.();
  });
}
