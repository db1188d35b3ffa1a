import { expect, test } from '@jest/globals';
import { auditSearch } from '../../cli/commands/audit-search.ts';
import { placeNotes, placeText, placing } from '../../cli/placed-row.ts';
import { auditItem } from '../../lambda/domain/audit-record.ts';
import { SealedCountries } from '../../lambda/domain/chain/sealed-countries.ts';
import { FakeArchive } from '../support/fake-chain.ts';
import { FakeAuditSearch } from '../support/operator-fakes.ts';

const now = new Date('2026-11-26T12:00:00.000Z');
const facts = { callId: 'a', keyId: 'key_1', client: 'acme', upstream: 'gemini', method: 'GET', route: '/r' };
const record = (ip: string) =>
  auditItem('refusal', { ...facts, callId: ip, ip, verdict: 'x' }, { status: 401 }, now, 1);

test('every call that is found says in which country its address is registered, or that nobody knows', async () => {
  const audit = new FakeAuditSearch([record('203.0.113.7'), record('198.51.100.1')]);
  const countryOf = (ip: string) => (ip === '203.0.113.7' ? 'BR' : undefined);
  const { document, sheet } = await auditSearch(
    { audit, countryOf, archive: new FakeArchive(), now: () => now },
    { since: '1h', limit: 10 },
  );
  const countries = Object.fromEntries(document.items.map(({ ip, country }) => [ip, country]));
  expect(countries).toEqual({ '203.0.113.7': 'BR', '198.51.100.1': null });
  expect(JSON.stringify(sheet)).toContain('203.0.113.7 BR');
});

test('a sealed country is told as it was then, whatever the data says by now, and one that is not sealed yet is marked', async () => {
  const archive = new FakeArchive();
  const sealing = new SealedCountries((ip) => (ip === '203.0.113.7' ? 'DE' : undefined));
  for (const ip of ['203.0.113.7', '192.0.2.1']) sealing.add('2026-11-26T12', { ip });
  for (const { object, bytes } of sealing.build(3)) await archive.put(object, bytes);
  const row = (ip: string) => ({ at: now.toISOString(), ip });
  const rows = await placing({ countryOf: () => 'BR', archive })(
    ['203.0.113.7', '192.0.2.1', '198.51.100.1'].map(row),
  );
  expect(rows.map(placeText)).toEqual(['DE', '', 'BR*']);
  expect(placeNotes(rows)).toHaveLength(1);
});

test('an archive that cannot be read, or holds something else there, leaves a look-up that says so', async () => {
  const broken = new FakeArchive();
  broken.tamper('countries/day=2026-11-26/hour=12/0-0.ndjson.gz', Buffer.from('<script>'));
  const closed = {
    get: () => Promise.reject(new Error('AccessDenied')),
    async *names() {
      yield { object: 'countries/day=2026-11-26/hour=12/0-0.ndjson.gz', versions: 1 };
    },
  };
  for (const archive of [broken, closed]) {
    const [row] = await placing({ countryOf: () => 'BR', archive })([
      { at: now.toISOString(), ip: '203.0.113.7' },
    ]);
    expect(row).toMatchObject({ country: 'BR', countryFrom: 'looked-up' });
  }
});
