import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { AuditItem } from '../../../contract/tables.ts';
import { auditItem } from '../../../lambda/domain/audit-record.ts';
import { type AuditFilter, searchAudit } from '../../../lambda/flows/search-audit.ts';
import { FakeAuditSearch } from '../../support/operator-fakes.ts';

const now = new Date('2026-11-23T17:30:00.000Z');
const MINUTE_MS = 60_000;

interface CallPlan {
  readonly id: string;
  readonly agoMs: number;
  readonly durationMs?: number;
  readonly status?: number;
  readonly client?: string;
  readonly keyId?: string;
  readonly lost?: 'decision' | 'outcome';
  readonly refused?: boolean;
}

function recordsOf(plan: CallPlan): readonly AuditItem[] {
  const { id, agoMs, durationMs = 20, status = 200, client = 'acme', keyId = 'key_1', lost, refused } = plan;
  const facts = {
    callId: id,
    keyId,
    client,
    upstream: 'gemini',
    method: 'GET',
    route: '/r',
    ip: '203.0.113.7',
  };
  const at = new Date(now.getTime() - agoMs);
  if (refused === true)
    return [auditItem('refusal', { ...facts, verdict: 'credential.revoked' }, { status: 401 }, at, 1)];
  const verdict = status === 200 ? 'allowed' : 'upstream.timeout';
  const decision = auditItem('decision', { ...facts, verdict: 'allowed' }, {}, at, 1);
  const end = new Date(at.getTime() + durationMs);
  const outcome = auditItem(
    'outcome',
    { ...facts, verdict },
    { status, durationMs, secretVersion: 'v1' },
    end,
    1,
  );
  return [decision, outcome].filter((item) => item.kind !== lost);
}

const auditOf = (...plans: readonly CallPlan[]) => new FakeAuditSearch(plans.flatMap(recordsOf));

const search = (audit: FakeAuditSearch, over: Partial<AuditFilter> = {}) =>
  searchAudit(audit, { since: new Date(now.getTime() - 180 * MINUTE_MS), limit: 100, ...over }, now);

test('a decision and its outcome are one row', async () => {
  const { items } = await search(auditOf({ id: 'a', agoMs: 5_000, durationMs: 700 }));
  expect(items).toEqual([
    {
      ...{ callId: 'a', at: '2026-11-23T17:29:55.000Z', keyId: 'key_1', client: 'acme', upstream: 'gemini' },
      ...{ method: 'GET', route: '/r', ip: '203.0.113.7', verdict: 'allowed', status: 200, durationMs: 700 },
      ...{ userAgent: null, product: null, rule: null, units: null, tokenId: null },
      ...{ requestBytes: null, responseBytes: null, secretVersion: 'v1', scrubbed: 0 },
    },
  ]);
});

test('a decision and an outcome in different hours are still one row', async () => {
  const { items } = await search(auditOf({ id: 'a', agoMs: 31 * MINUTE_MS, durationMs: 5 * MINUTE_MS }));
  expect(items).toMatchObject([{ callId: 'a', status: 200, durationMs: 5 * MINUTE_MS }]);
});

test('a decision without an outcome is unfinished', async () => {
  const { items } = await search(auditOf({ id: 'a', agoMs: 5_000, lost: 'outcome' }));
  expect(items).toMatchObject([{ verdict: 'unfinished', status: null }]);
});

test('an outcome whose decision was never recorded is not lost', async () => {
  const { items } = await search(auditOf({ id: 'a', agoMs: 5_000, durationMs: 1_000, lost: 'decision' }));
  expect(items).toMatchObject([{ callId: 'a', at: '2026-11-23T17:29:55.000Z', status: 200 }]);
});

test('a call that ended after the searched time is shown with its outcome', async () => {
  const until = new Date(now.getTime() - 10 * MINUTE_MS);
  const audit = auditOf(
    { id: 'a', agoMs: 11 * MINUTE_MS, durationMs: 5 * MINUTE_MS },
    { id: 'b', agoMs: 9 * MINUTE_MS },
  );
  expect((await search(audit, { until })).items).toMatchObject([{ callId: 'a', verdict: 'allowed' }]);
});

test('a call that began before the searched time is not shown', async () => {
  const since = new Date(now.getTime() - 10 * MINUTE_MS);
  const audit = auditOf({ id: 'a', agoMs: 11 * MINUTE_MS, durationMs: 5 * MINUTE_MS });
  expect((await search(audit, { since })).items).toEqual([]);
});

test('status and verdict are those of the joined row', async () => {
  const audit = auditOf(
    { id: 'a', agoMs: 3_000, status: 504 },
    { id: 'b', agoMs: 2_000 },
    { id: 'c', agoMs: 1_000, refused: true },
  );
  const ids = async (over: Partial<AuditFilter>) =>
    (await search(audit, over)).items.map((row) => row.callId);
  expect(await ids({ status: 504 })).toEqual(['a']);
  expect(await ids({ status: 401 })).toEqual(['c']);
  expect(await ids({ verdict: 'allowed' })).toEqual(['b']);
});

test('with a key id only that key’s partitions are read', async () => {
  const audit = auditOf({ id: 'a', agoMs: 3_000 }, { id: 'b', agoMs: 2_000, keyId: 'key_2' });
  expect((await search(audit, { keyId: 'key_2' })).items.map((row) => row.callId)).toEqual(['b']);
  expect(new Set(audit.asked.map((query) => query.partition.of))).toEqual(new Set(['key']));
  expect(audit.asked).toHaveLength(16);
});

test('reading stops once the page is full', async () => {
  const audit = auditOf(
    ...Array.from({ length: 500 }, (_, n) => ({ id: `call-${n}`, agoMs: n * MINUTE_MS })),
  );
  const page = await search(audit, { limit: 5, since: new Date(0) });
  expect(page.items.map((row) => row.callId)).toEqual(['call-0', 'call-1', 'call-2', 'call-3', 'call-4']);
  expect(audit.read).toBeLessThan(60);
  expect(audit.asked.length).toBeLessThanOrEqual(2 * 16);
});

describe('whatever was recorded', () => {
  const plan = fc.record({
    agoMs: fc.integer({ min: 0, max: 170 * MINUTE_MS }),
    durationMs: fc.oneof(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 15 * MINUTE_MS })),
    status: fc.constantFrom(200, 504),
    client: fc.constantFrom('acme', 'other'),
    lost: fc.constantFrom(undefined, undefined, 'decision' as const, 'outcome' as const),
    refused: fc.boolean(),
  });
  const plans = fc
    .array(plan, { maxLength: 40 })
    .map((list) => list.map((one, n) => ({ ...one, id: `call-${n}` })));

  test('paging shows every call of the filter once, newest first', async () => {
    await fc.assert(
      fc.asyncProperty(
        plans,
        fc.integer({ min: 1, max: 7 }),
        fc.constantFrom(undefined, 'acme'),
        async (list, limit, client) => {
          const audit = auditOf(...list);
          const seen: string[] = [];
          const times: string[] = [];
          let after: string | undefined;
          do {
            const page = await search(audit, { limit, after, client });
            expect(page.items.length).toBeLessThanOrEqual(limit);
            seen.push(...page.items.map((row) => row.callId));
            times.push(...page.items.map((row) => row.at));
            after = page.next;
          } while (after !== undefined);
          const expected = list
            .filter((one) => client === undefined || one.client === client)
            .map((one) => one.id);
          expect([...seen].sort()).toEqual(expected.sort());
          expect(times).toEqual([...times].sort().reverse());
        },
      ),
    );
  });
});
