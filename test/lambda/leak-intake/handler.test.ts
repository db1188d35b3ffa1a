import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { failureLog } from '../../../lambda/adapters/failure-log.ts';
import { faultLog } from '../../../lambda/adapters/fault-log.ts';
import { hashClientKey, mintClientKey } from '../../../lambda/domain/client-key.ts';
import type { ReportKeys } from '../../../lambda/domain/leak/report-keys.ts';
import { createHandler } from '../../../lambda/leak-intake/handler.ts';
import { anyText } from '../../support/any-text.ts';
import { keyItem } from '../../support/build.ts';
import { gatewayEvent } from '../../support/events.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { FakeEventBus } from '../../support/fake-event-bus.ts';
import { FakeKeyStore } from '../../support/fake-key-store.ts';
import { FakeMetrics } from '../../support/fake-metrics.ts';
import { reportSigner } from '../../support/report-signer.ts';

const signer = reportSigner();
const stranger = reportSigner();
const keyOf = (seed: number) => mintClientKey('test', new Uint8Array(32).fill(seed)).reveal();
const [KEY, DECOY, UNKNOWN] = [keyOf(1), keyOf(2), keyOf(3)];
const match = (token: string) => ({
  token,
  type: 'sallyport',
  url: 'https://github.com/a/b/.env',
  source: 'commit',
});
const REPORT = JSON.stringify([match(KEY), match(DECOY), match(UNKNOWN)]);

interface Sent {
  readonly headers?: Readonly<Record<string, readonly string[]>>;
  readonly base64?: boolean;
}

function setUp() {
  const [keys, events, metrics, clock] = [
    new FakeKeyStore(),
    new FakeEventBus(),
    new FakeMetrics(),
    new FakeClock(),
  ];
  keys.items.set(hashClientKey(KEY), keyItem({ keyHash: hashClientKey(KEY), id: 'key_real' }));
  keys.items.set(
    hashClientKey(DECOY),
    keyItem({ keyHash: hashClientKey(DECOY), id: 'key_decoy', state: 'revoked' }),
  );
  const listed: ReportKeys = new Map([[signer.id, signer.publicKey]]);
  const github = { down: false, asked: 0 };
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const handler = createHandler({
    reportKeys: {
      find: async (id) => {
        github.asked += 1;
        if (github.down) throw new Error('GitHub cannot be read');
        return listed.get(id);
      },
    },
    ...{ keys, events, metrics, now: clock.now, stage: 'test' },
    ...{ logFailure: failureLog(write), logFault: faultLog(write) },
  });
  const send = async (body: string, { headers, base64 = true }: Sent = {}) => {
    const lists = Object.entries(signer.headersFor(body)).map(([name, value]) => [name, [value]]);
    const answer = await handler({
      ...gatewayEvent({
        method: 'POST',
        path: '/leaks/github',
        headers: headers ?? Object.fromEntries(lists),
      }),
      body: base64 ? Buffer.from(body).toString('base64') : body,
      isBase64Encoded: base64,
    });
    return { status: answer.statusCode, document: JSON.parse(answer.body), text: JSON.stringify(answer) };
  };
  return { keys, events, metrics, clock, github, lines, send };
}

const of = (token: string, label: string) => ({
  token_hash: hashClientKey(token),
  token_type: 'sallyport',
  label,
});

test.each([true, false])(
  'a signed report raises an event for each key of ours and is answered with labels, base64 or not (%s)',
  async (base64) => {
    const { send, events, metrics } = setUp();
    const { status, document } = await send(REPORT, { base64 });
    expect([status, document]).toEqual([
      200,
      [of(KEY, 'true_positive'), of(DECOY, 'true_positive'), of(UNKNOWN, 'false_positive')],
    ]);
    expect(events.published.map(({ type, detail }) => [type, 'keyId' in detail && detail.keyId])).toEqual([
      ['leak.reported', 'key_real'],
      ['leak.reported', 'key_decoy'],
    ]);
    expect(events.published[0]?.detail).toEqual({
      ...{ version: 1, stage: 'test', eventId: expect.stringMatching(/^leak\/[0-9a-f]{32}$/) },
      ...{ at: '2026-11-23T17:00:00.000Z', keyId: 'key_real', client: 'acme' },
      ...{ fingerprint: hashClientKey(KEY).slice(0, 16), by: 'github' },
      ...{ url: 'https://github.com/a/b/.env', source: 'commit' },
    });
    expect(metrics.counted).toEqual(['LeakReported', 'LeakReported']);
  },
);

test('no key stands in an answer, an event or a log, whatever happens', async () => {
  const { send, events, lines, keys } = setUp();
  const answers = [await send(REPORT), await send(REPORT, { headers: {} })];
  events.broken = true;
  answers.push(await send(REPORT));
  keys.broken = true;
  answers.push(await send(REPORT), await send(`${REPORT}]`), await send(JSON.stringify({ KEY })));
  expect(answers.map(({ status }) => status)).toEqual([200, 401, 503, 503, 400, 400]);
  const said = JSON.stringify([answers, events.published, lines]);
  for (const key of [KEY, DECOY, UNKNOWN]) expect(said).not.toContain(key.slice(-49, -20));
});

test('a report that is sent again is answered alike and raises the same events under the same ids', async () => {
  const { send, events, clock } = setUp();
  const first = await send(REPORT);
  clock.advance(86_400_000);
  expect((await send(REPORT)).document).toEqual(first.document);
  const ids = events.published.map(({ detail }) => detail.eventId);
  expect(ids.slice(2)).toEqual(ids.slice(0, 2));
  expect(new Set(ids).size).toBe(2);
});

const [ID, SIGNATURE] = ['Github-Public-Key-Identifier', 'Github-Public-Key-Signature'];

test.each<[string, (body: string) => Record<string, readonly string[]>]>([
  ['without headers', () => ({})],
  ['without an identifier', (body) => ({ [SIGNATURE]: [signer.signed(body)] })],
  ['without a signature', () => ({ [ID]: [signer.id] })],
  [
    'with a signature twice',
    (body) => ({ [ID]: [signer.id], [SIGNATURE]: [signer.signed(body), signer.signed(body)] }),
  ],
  [
    'with an identifier in two writings',
    (body) => ({ [ID]: [signer.id], [ID.toLowerCase()]: [signer.id], [SIGNATURE]: [signer.signed(body)] }),
  ],
  [
    'signed by somebody else in GitHub’s name',
    (body) => ({ [ID]: [signer.id], [SIGNATURE]: [stranger.signed(body)] }),
  ],
  [
    'signed with a key that GitHub does not list',
    (body) => ({ [ID]: [stranger.id], [SIGNATURE]: [stranger.signed(body)] }),
  ],
  ['signed over another body', (body) => ({ [ID]: [signer.id], [SIGNATURE]: [signer.signed(`${body} `)] })],
  ['signed over its base64', (body) => ({ [ID]: [signer.id], [SIGNATURE]: [signer.signed(btoa(body))] })],
  [
    'by an id that every object has',
    (body) => ({ [ID]: ['constructor'], [SIGNATURE]: [signer.signed(body)] }),
  ],
])('a report %s is refused, looks nothing up, and pages nobody', async (_name, headers) => {
  const { send, keys, events, metrics } = setUp();
  const { status, document } = await send(REPORT, { headers: headers(REPORT) });
  expect([status, document.code, keys.lookups, events.published]).toEqual([401, 'report.unsigned', 0, []]);
  expect(metrics.counted).toEqual(['LeakReportRefused']);
});

test('what cannot be a signature costs no look at GitHub’s keys', async () => {
  const { send, github } = setUp();
  await fc.assert(
    fc.asyncProperty(anyText({ maxLength: 200 }), async (text) => {
      expect((await send(REPORT, { headers: { [ID]: [signer.id], [SIGNATURE]: [`${text}!`] } })).status).toBe(
        401,
      );
    }),
  );
  expect(github.asked).toBe(0);
});

test('a body that is too large is refused before anything is looked at, signed or not', async () => {
  const { send, github, metrics } = setUp();
  const large = `[${' '.repeat(1_048_576)}]`;
  for (const base64 of [true, false]) expect((await send(large, { base64 })).status).toBe(413);
  expect([github.asked, metrics.counted]).toEqual([0, ['LeakReportRefused', 'LeakReportRefused']]);
});

test('what GitHub signed and cannot be read is counted as failed: it could have named a key that works', async () => {
  for (const [body, status] of [
    ['{}', 400],
    [JSON.stringify(Array.from({ length: 1_001 }, () => match('x'))), 413],
    ['[null]', 200],
  ] as const) {
    const { send, metrics } = setUp();
    expect((await send(body)).status).toBe(status);
    expect(metrics.counted).toEqual(['LeakIntakeFailed']);
  }
});

test('where GitHub’s keys, the keys table or the bus do not answer, nothing is acknowledged', async () => {
  for (const what of ['github', 'keys', 'bus'] as const) {
    const { send, keys, events, github, metrics } = setUp();
    github.down = what === 'github';
    keys.broken = what === 'keys';
    events.broken = what === 'bus';
    const { status, document } = await send(REPORT);
    expect([what, status, document.code]).toEqual([what, 503, 'gateway.unavailable']);
    expect(metrics.counted).toEqual(['LeakIntakeFailed']);
  }
});

test('a thousand matches cost one look-up for each key of ours, and none for what is none', async () => {
  const { send, keys, events } = setUp();
  const foreign = mintClientKey('other', new Uint8Array(32).fill(9)).reveal();
  const tokens = [KEY, KEY, foreign, 'x', UNKNOWN];
  const body = JSON.stringify(
    Array.from({ length: 1_000 }, (_value, n) => match(tokens[n % tokens.length] ?? '')),
  );
  const { status, document } = await send(body);
  expect([status, document.length, keys.lookups, events.published.length]).toEqual([200, 3, 2, 1]);
});

test('what nobody foresaw is no answer of GitHub’s to keep: 500, and counted as failed', async () => {
  const { send, metrics } = setUp();
  Object.defineProperty(metrics, 'count', {
    value: (name: string) => {
      metrics.counted.push(name as never);
      if (metrics.counted.length === 1) throw new TypeError('unforeseen');
    },
  });
  expect((await send('{}')).status).toBe(500);
  expect(metrics.counted).toEqual(['LeakIntakeFailed', 'LeakIntakeFailed']);
});

test('whatever arrives is answered, and nothing but a signed report raises anything', async () => {
  const { send, events } = setUp();
  const headers = fc.dictionary(
    fc.constantFrom(ID, SIGNATURE, ID.toUpperCase(), 'x', '__proto__'),
    fc.array(fc.oneof(fc.string(), fc.constant(signer.id), fc.base64String()), { maxLength: 3 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.string(), headers, fc.boolean(), async (body, given, base64) => {
      expect((await send(body, { headers: given, base64 })).status).toBe(401);
    }),
  );
  expect(events.published).toEqual([]);
});
