import { expect, test } from '@jest/globals';
import { auditSearch } from '../../cli/commands/audit-search.ts';
import { auditItem } from '../../lambda/domain/audit-record.ts';
import { FakeAuditSearch } from '../support/operator-fakes.ts';

const now = new Date('2026-11-26T12:00:00.000Z');
const facts = { callId: 'a', keyId: 'key_1', client: 'acme', upstream: 'gemini', method: 'GET', route: '/r' };
const record = (ip: string) =>
  auditItem('refusal', { ...facts, callId: ip, ip, verdict: 'x' }, { status: 401 }, now, 1);

test('every call that is found says in which country its address is registered, or that nobody knows', async () => {
  const audit = new FakeAuditSearch([record('203.0.113.7'), record('198.51.100.1')]);
  const countryOf = (ip: string) => (ip === '203.0.113.7' ? 'BR' : undefined);
  const { document, sheet } = await auditSearch(
    { audit, countryOf, now: () => now },
    { since: '1h', limit: 10 },
  );
  const countries = Object.fromEntries(document.items.map(({ ip, country }) => [ip, country]));
  expect(countries).toEqual({ '203.0.113.7': 'BR', '198.51.100.1': null });
  expect(JSON.stringify(sheet)).toContain('203.0.113.7 BR');
});
