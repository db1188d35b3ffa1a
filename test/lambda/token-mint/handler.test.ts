import { expect, test } from '@jest/globals';
import type { KeyItem } from '../../../contract/tables.ts';
import type { MintGrant } from '../../../contract/tokens.ts';
import { faultLog } from '../../../lambda/adapters/fault-log.ts';
import { currentSigningKey } from '../../../lambda/adapters/signing-secret.ts';
import { createHandler } from '../../../lambda/token-mint/handler.ts';
import { keyItem } from '../../support/build.ts';
import { countedBytes } from '../../support/counted-bytes.ts';
import { proxyEvent } from '../../support/events.ts';
import { FakeAuditLog } from '../../support/fake-audit-log.ts';
import { FakeKeyStore } from '../../support/fake-key-store.ts';
import { FakeMetrics } from '../../support/fake-metrics.ts';
import { FakeMintedTokens } from '../../support/fake-tokens.ts';
import { AUDIENCE, KID, TOKEN_NOW, tokenClaims } from '../../support/token-makers.ts';

const NOW = TOKEN_NOW.getTime() / 1000;
const HASH = 'a'.repeat(64);
const D = Buffer.alloc(32, 7).toString('base64url');
const SET = JSON.stringify({ state: 'SET', kid: KID, d: D });

function setUp(secret: string | Error = SET, over: Partial<KeyItem> = {}) {
  const [keys, minted] = [new FakeKeyStore(), new FakeMintedTokens()];
  const [audit, metrics] = [new FakeAuditLog(), new FakeMetrics()];
  keys.items.set(HASH, keyItem({ keyHash: HASH, products: ['gemini', 'youtube'], ...over }));
  const lines: string[] = [];
  const now = () => TOKEN_NOW;
  const read = async () => {
    if (secret instanceof Error) throw secret;
    return { SecretString: secret };
  };
  const handler = createHandler({
    ...{ settings: { upstream: { name: 'tokens' } }, keys, minted, book: minted, audit, metrics, now },
    ...{ audience: AUDIENCE, ttlMaxSeconds: 3_600, auditMode: 'strict', auditRetentionDays: 1 },
    signing: currentSigningKey(read, 'signing', now),
    random: countedBytes(),
    logFault: faultLog((line) => lines.push(line)),
    always: [['x-always', '1']],
  });
  const ask = async (body: string | null, grant: MintGrant | string | null = { keyHash: HASH }) => {
    const event = proxyEvent({ method: 'POST', path: '/tokens', body });
    const text = typeof grant === 'string' ? grant : JSON.stringify(grant);
    const authorizer = { ...event.requestContext.authorizer, ...(grant === null ? {} : { grant: text }) };
    const answer = await handler({ ...event, requestContext: { ...event.requestContext, authorizer } });
    return { ...answer, document: JSON.parse(answer.body) as Record<string, unknown> };
  };
  return { keys, minted, audit, metrics, lines, handler, ask };
}

test('a client gets its token once, in an answer that nobody may keep, and the audit has its id alone', async () => {
  const { ask, audit, lines } = setUp();
  const { statusCode, headers, document } = await ask('{"methods":["GET"],"uses":2}');
  expect([statusCode, headers['cache-control'], headers['x-always']]).toEqual([201, 'no-store', '1']);
  expect(document).toMatchObject({ may: [{ methods: ['GET'] }], uses: 2 });
  expect(audit.lines).toEqual(['outcome token.minted 201']);
  expect(audit.items[0]).toMatchObject({ tokenId: document['id'] });
  expect(JSON.stringify([audit.items, lines])).not.toContain(String(document['token']).slice(-40));
});

test.each<[string, string, string]>([
  ['longer than the stage allows', '{"ttl":"2h"}', 'ttl'],
  ['a product that the key has not', '{"products":["weather"]}', 'products'],
  ['a member that nobody knows', '{"admin":true}', 'unknown'],
  ['no JSON', '{', ''],
])(
  'a request for more than the key may is refused by name and leaves no record: %s',
  async (_n, body, word) => {
    const { ask, minted, audit } = setUp();
    const { statusCode, document } = await ask(body);
    expect([statusCode, document['code'], minted.items.size]).toEqual([400, 'token.malformed', 0]);
    expect(JSON.stringify(document['problems'])).toContain(word);
    expect(audit.lines).toEqual(['refusal token.malformed 400']);
  },
);

test('a token that is minted with a token keeps every step of it and ends when it ends', async () => {
  const { ask } = setUp();
  const { jti, exp: expSeconds } = tokenClaims({ exp: NOW + 60 });
  const parent = { jti, digest: 'd', ancestors: [], expSeconds, may: [{ methods: ['GET'] }] };
  const { document } = await ask('{"ttl":"1h","methods":["GET","POST"]}', { keyHash: HASH, parent });
  expect(document).toMatchObject({
    may: [{ methods: ['GET'] }, { methods: ['GET', 'POST'] }],
    expiresAt: new Date((NOW + 60) * 1000).toISOString(),
  });
});

test.each<[string, string | null]>([
  ['nothing', null],
  ['no JSON', '{'],
  ['no key', '{"parent":{}}'],
  ['a parent without steps', `{"keyHash":"${HASH}","parent":{"ancestors":[],"expSeconds":1}}`],
  ['a step that is none', `{"keyHash":"${HASH}","parent":{"ancestors":[],"expSeconds":1,"may":[{"all":1}]}}`],
])('without the authorizer’s sound word nothing is minted: %s', async (_name, grant) => {
  const { ask, minted } = setUp();
  const { statusCode, document } = await ask('{}', grant);
  expect([statusCode, document['code'], minted.items.size]).toEqual([403, 'token.forbidden', 0]);
});

test.each<[string, string | Error]>([
  ['never rotated', '{"state":"UNSET"}'],
  ['empty', ''],
  ['no JSON', `{"state":"SET","kid":"${KID}","d":"${D}"`],
  ['too short a key', JSON.stringify({ state: 'SET', kid: KID, d: D.slice(1) })],
  ['a key that is no text', JSON.stringify({ state: 'SET', kid: KID, d: { d: D } })],
  ['no id', JSON.stringify({ state: 'SET', d: D })],
  ['unreadable', new Error(`denied: ${SET}`)],
])('a secret that is unset or damaged mints nothing and shows nowhere: %s', async (_name, secret) => {
  const { ask, minted, audit, lines } = setUp(secret);
  const { statusCode, document, ...answer } = await ask('{}');
  expect([statusCode, document['code'], minted.items.size]).toEqual([503, 'gateway.unavailable', 0]);
  expect(lines).toHaveLength(1);
  expect(JSON.stringify([answer, audit.items, lines])).not.toContain(D.slice(1));
});

test('no answer, record or line holds the private key, whatever comes', async () => {
  const { ask, audit, lines, minted } = setUp();
  const answers = [await ask('{}'), await ask('{'), await ask(null), await ask('{}', null)];
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 400, 201, 403]);
  const all = JSON.stringify([answers, audit.items, lines, [...minted.items.values()]]);
  for (const form of [D, Buffer.alloc(32, 7).toString('hex'), Buffer.alloc(32, 7).toString('base64')])
    expect(all).not.toContain(form);
});

test('a token whose minting cannot be recorded does not leave', async () => {
  const { ask, audit } = setUp();
  audit.broken.add('outcome');
  const { statusCode, body } = await ask('{}');
  expect([statusCode >= 500, body.includes('"token"')]).toEqual([true, false]);
});

test('an operator mints for a key by its hash, and only for one that works', async () => {
  const { handler, keys, minted } = setUp();
  const event = { operator: 'arn:aws:iam::123456789012:user/ops', keyHash: HASH, body: '{"ttl":"5m"}' };
  expect((await handler(event)).statusCode).toBe(201);
  expect([...minted.items.values()]).toMatchObject([{ mintedBy: event.operator }]);
  keys.items.set(HASH, keyItem({ keyHash: HASH, state: 'disabled' }));
  expect((await handler(event)).statusCode).toBe(401);
  expect(minted.items.size).toBe(1);
});
