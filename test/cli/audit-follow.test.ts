import { expect, test } from '@jest/globals';
import { auditFollow } from '../../cli/commands/audit-follow.ts';
import { auditItem } from '../../lambda/domain/audit-record.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { FakeAuditSearch } from '../support/operator-fakes.ts';

const facts = {
  keyId: 'key_1',
  client: 'acme',
  upstream: 'gemini',
  method: 'GET',
  route: '/r',
  ip: '203.0.113.7',
};

const countryOf = (ip: string) => (ip === facts.ip ? 'DE' : undefined);

/** Follows for so many rounds and gives back every line; `happens` is what happens between them. */
async function follow(
  rounds: number,
  happens: (round: number, clock: FakeClock, audit: FakeAuditSearch) => void,
  form: 'table' | 'json' = 'json',
) {
  const [clock, audit] = [new FakeClock(), new FakeAuditSearch()];
  let round = 0;
  const pause = async (ms: number) => {
    round += 1;
    if (round === rounds) throw new Error('stopped');
    clock.advance(ms);
    happens(round, clock, audit);
  };
  const lines: string[] = [];
  const following = auditFollow({ audit, countryOf, now: clock.now, pause }, { since: '1h' }, form);
  await (async () => {
    for await (const piece of following) lines.push(...piece.trim().split('\n'));
  })().catch((error: Error) => expect(error.message).toBe('stopped'));
  return lines;
}

const callIdOf = (line: string): unknown => JSON.parse(line).callId;

const record = (clock: FakeClock, kind: 'decision' | 'outcome', callId: string) =>
  auditItem(
    kind,
    { ...facts, callId, verdict: 'allowed' },
    { status: 200, durationMs: 2_000 },
    clock.now(),
    90,
  );

test('a call is told once, when it has ended', async () => {
  const told = await follow(6, (round, clock, audit) => {
    if (round === 1) audit.items.push(record(clock, 'decision', 'a'));
    if (round === 2) audit.items.push(record(clock, 'outcome', 'a'), record(clock, 'decision', 'b'));
    if (round === 3) audit.items.push(record(clock, 'outcome', 'b'));
  });
  expect(told.map(callIdOf)).toEqual(['a', 'b']);
});

test('a call that never ends is told once it cannot end any more', async () => {
  const told = await follow(4, (round, clock, audit) => {
    if (round === 1) audit.items.push(record(clock, 'decision', 'crashed'));
    if (round === 2) clock.advance(17 * 60_000);
  });
  expect(told.map(callIdOf)).toEqual(['crashed']);
});

test('the country of an address is told, as one that was looked up', async () => {
  const ends = (round: number, clock: FakeClock, audit: FakeAuditSearch) => {
    if (round === 1) audit.items.push(record(clock, 'decision', 'a'), record(clock, 'outcome', 'a'));
  };
  const [document] = await follow(3, ends);
  expect(JSON.parse(document ?? '')).toMatchObject({ country: 'DE', countryFrom: 'looked-up' });
  expect(await follow(3, ends, 'table')).toEqual([
    expect.stringContaining('  203.0.113.7 DE*  GET gemini /r'),
  ]);
});
