import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { auditItem } from '../../../lambda/domain/audit-record.ts';
import { CallJoiner, type CallRow } from '../../../lambda/domain/join-calls.ts';
import { countBy, summarise } from '../../../lambda/domain/summarise-calls.ts';

function row(n: number, ip: string, userAgent: string | undefined, verdict: string, route = '/r'): CallRow {
  const facts = { callId: `c${n}`, keyId: 'key_1', client: 'acme', upstream: 'gemini', method: 'GET' };
  const item = auditItem('refusal', { ...facts, route, ip, userAgent, verdict }, {}, new Date(n * 1_000), 1);
  return new CallJoiner().push(item)[0] as CallRow;
}
const placed = (call: CallRow) =>
  ({ ...call, country: call.ip === '192.0.2.1' ? 'DE' : null, countryFrom: 'sealed' }) as const;

test('each address and user agent has one row, with what was called, how it ended and when', () => {
  const rows = [
    row(3, '192.0.2.1', 'curl', 'allowed'),
    row(2, '198.51.100.4', 'curl', 'route.forbidden'),
    row(1, '192.0.2.1', 'curl', 'route.forbidden', '/other'),
    row(0, '192.0.2.1', undefined, 'allowed'),
  ];
  expect(summarise(rows.map(placed))).toEqual([
    {
      ...{ ip: '192.0.2.1', country: 'DE', countryFrom: 'sealed', userAgent: 'curl', calls: 2 },
      ...{ firstAt: '1970-01-01T00:00:01.000Z', lastAt: '1970-01-01T00:00:03.000Z' },
      verdicts: { allowed: 1, 'route.forbidden': 1 },
      routes: { 'GET gemini /r': 1, 'GET gemini /other': 1 },
    },
    expect.objectContaining({ ip: '192.0.2.1', userAgent: null, calls: 1 }),
    expect.objectContaining({ ip: '198.51.100.4', country: null, calls: 1 }),
  ]);
});

test('no call is lost or counted twice, whatever it is called', () => {
  const text = fc.constantFrom('curl', '__proto__', 'constructor', '', 'ünï');
  const rows = fc.array(fc.tuple(fc.constantFrom('192.0.2.1', '::1'), text, text), { maxLength: 40 });
  fc.assert(
    fc.property(rows, (given) => {
      const sources = summarise(
        given.map(([ip, agent, verdict], n) => placed(row(n, ip, agent, verdict, verdict))),
      );
      const sum = (counts: Readonly<Record<string, number>>) =>
        Object.values(counts).reduce((a, b) => a + b, 0);
      expect(sources.reduce((all, { calls }) => all + calls, 0)).toBe(given.length);
      for (const { calls, verdicts, routes } of sources)
        expect([sum(verdicts), sum(routes)]).toEqual([calls, calls]);
    }),
  );
});

test('the most frequent are named first, and how many more there are', () => {
  expect(countBy({ a: 1, b: 3, c: 2, d: 1 })).toBe('b 3, c 2, a 1 and 1 more');
  expect(countBy({})).toBe('');
});
