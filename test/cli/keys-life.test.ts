import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { expect, test } from '@jest/globals';
import { main } from '../../cli/main.ts';
import { auditItem } from '../../lambda/domain/audit-record.ts';
import { readClientKey } from '../../lambda/domain/client-key.ts';
import { collector, type FakeGateway, fakeGateway, type Run, run } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'keys-life-'));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const sallyport = (gateway: FakeGateway, ...words: readonly string[]) =>
  run(gateway, ['--stage', 'prod', ...words, '--json']);
const CREATE = ['keys', 'create', '--client', 'acme', '--product', 'gemini', '--plan', 'basic'];
const create = async (gateway: FakeGateway, ...more: readonly string[]) =>
  JSON.parse((await sallyport(gateway, ...CREATE, ...more)).stdout) as { id: string; key: string };
const records = (gateway: FakeGateway) => [...gateway.keys.registry.items.values()];

/** Runs a command whose standard output is closed. */
async function unheard(gateway: FakeGateway, words: readonly string[]) {
  const stdout = new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })),
  });
  const stderr = collector();
  const streams = {
    stdin: Object.assign(new PassThrough(), { isTTY: false }),
    stdout,
    stderr: stderr.stream,
  };
  const places = { environment: {}, workingDir: '/nowhere', cloneDir: '/nowhere', version: '0' };
  const exitCode = await main(['--stage', 'prod', ...words], { streams, ...places, opener: gateway.opener });
  return { exitCode, stderr: stderr.text() };
}

test('several keys are disabled, enabled and quarantined at once; each is reported and no other is touched', async () => {
  const gateway = fakeGateway();
  const [one, two, other] = [await create(gateway), await create(gateway), await create(gateway)];
  const answer = await sallyport(gateway, 'keys', 'disable', one.id, 'key_x', two.id, '--reason', 'audit');
  expect([answer.exitCode, JSON.parse(answer.stdout).items]).toMatchObject([
    1,
    [
      { id: one.id, result: 'disabled' },
      { id: 'key_x', result: 'failed' },
      { id: two.id, result: 'disabled' },
    ],
  ]);
  expect(records(gateway).find(({ id }) => id === other.id)).toMatchObject({ state: 'active' });
  await sallyport(gateway, 'keys', 'quarantine', one.id);
  await sallyport(gateway, 'keys', 'enable', one.id);
  expect(records(gateway).find(({ id }) => id === one.id)).toMatchObject({ state: 'active', version: 3 });
  expect(gateway.keys.events.published.map(({ type }) => type)).toEqual(['key.quarantined']);
});

test('an update changes what is named, says so, and is refused at a version that is gone', async () => {
  const gateway = fakeGateway();
  const { id } = await create(gateway, '--owner', 'ops');
  const changed = JSON.parse(
    (await sallyport(gateway, 'keys', 'update', id, '--owner', 'none', '--read-only')).stdout,
  );
  expect(changed).toMatchObject({ id, owner: null, role: 'reader', version: 1 });
  const stale = await sallyport(gateway, 'keys', 'update', id, '--note', 'x', '--if-version', '7');
  expect([stale.exitCode, stale.stderr]).toEqual([1, expect.stringContaining('somebody else changed')]);
  expect((await sallyport(gateway, 'keys', 'update', id)).exitCode).toBe(2);
});

test('a rerolled key is shown once: a repetition with its token says that it was issued, and how to go on', async () => {
  const gateway = fakeGateway();
  const { id, key } = await create(gateway);
  const first = await sallyport(gateway, 'keys', 'reroll', id, '--grace', '1h', '--request-token', 't1');
  const made = JSON.parse(first.stdout);
  expect(readClientKey(made.key)?.stage).toBe('local');
  expect(made).toMatchObject({ id, requestToken: 't1', repeated: false });
  const again = await run(gateway, `--stage prod keys reroll ${id} --grace 1h --request-token t1`);
  expect([again.exitCode, again.stdout]).toEqual([1, expect.stringContaining(`keys reroll ${id}`)]);
  const shown = await sallyport(gateway, 'keys', 'show', id);
  expect(JSON.parse(shown.stdout).grace).toEqual([
    { endsAt: '2026-11-23T18:00:00.000Z', endsOnFirstUse: false },
  ]);
  const everything = [
    again,
    shown,
    await sallyport(gateway, 'keys', 'list'),
    await sallyport(gateway, 'keys', 'export'),
  ];
  for (const { stdout, stderr } of everything)
    for (const secret of [key, made.key]) expect(stdout + stderr).not.toContain(secret);
  expect(JSON.stringify(gateway.keys.records.items)).not.toContain(made.key);
});

test('a rerolled key that could not be shown opens nothing, and its token yields another', async () => {
  const gateway = fakeGateway();
  const { id } = await create(gateway);
  const lost = await unheard(gateway, ['keys', 'reroll', id, '--request-token', 't1']);
  expect([lost.exitCode, lost.stderr]).toEqual([1, expect.stringContaining('--request-token t1')]);
  expect(records(gateway).map(({ state }) => state)).toEqual(['active', 'pending']);
  const again = JSON.parse((await sallyport(gateway, 'keys', 'reroll', id, '--request-token', 't1')).stdout);
  expect(readClientKey(again.key)).toBeDefined();
  expect(records(gateway).map(({ state }) => state)).toEqual(['active', 'active']);
});

test.each([
  ['--grace', 'soon'],
  ['--request-token', 'a b'],
  ['--deliver-to', '/nowhere/key.pem'],
  ['--deliver-to', 'package.json'],
])('a reroll with %s %j is wrong usage', async (flag, value) => {
  const gateway = fakeGateway();
  const { id } = await create(gateway);
  expect((await sallyport(gateway, 'keys', 'reroll', id, flag, value)).exitCode).toBe(2);
  expect(records(gateway)).toHaveLength(1);
});

test('when and from where a key was last used comes from the audit trail, whatever operators did since', async () => {
  const gateway = fakeGateway();
  const { id } = await create(gateway);
  expect(JSON.parse((await sallyport(gateway, 'keys', 'show', id)).stdout).lastUsed).toBeNull();
  const facts = {
    callId: 'c',
    keyId: id,
    client: 'acme',
    upstream: 'gemini',
    method: 'GET',
    route: '/x',
    ip: '203.0.113.9',
  };
  for (const [minute, kind] of [
    [1, 'outcome'],
    [2, 'decision'],
    [3, 'refusal'],
  ] as const)
    gateway.audit.items.push(
      auditItem(
        kind,
        { ...facts, callId: kind, verdict: 'allowed' },
        {},
        new Date(Date.UTC(2026, 10, 23, 17, minute)),
        1,
      ),
    );
  const lastUsed = {
    at: '2026-11-23T17:02:00.000Z',
    ip: '203.0.113.9',
    call: 'GET gemini /x',
    verdict: 'allowed',
  };
  expect(JSON.parse((await sallyport(gateway, 'keys', 'show', id)).stdout)).toMatchObject({
    lastUsed,
    ageDays: 0,
  });
  expect(JSON.parse((await sallyport(gateway, 'keys', 'list', '--last-used')).stdout).items).toMatchObject([
    { lastUsed },
  ]);
});

const CONFIG = JSON.stringify({
  upstreams: { gemini: { preset: 'gemini' } },
  products: { gemini: [{ upstream: 'gemini' }], youtube: [{ upstream: 'gemini', methods: ['GET'] }] },
  plans: { basic: { rate: 1, burst: 1 } },
  stages: { local: { allowLoopbackUpstreams: true } },
});
const MODELS = '/gemini/v1beta/models';

test.each([
  [[], ['GET', MODELS], true, 'products'],
  [['--read-only'], ['POST', `${MODELS}/g:generateContent`], false, 'role'],
  [['--scope', `POST:${MODELS}/*`], ['GET', MODELS], false, 'scope'],
  [[], ['DELETE', MODELS], false, 'upstream'],
  [[], ['GET', '/elsewhere/x'], false, 'mount'],
  [[], ['GET', '/gemini/../x'], false, 'path'],
  [['--ip', '203.0.113.0/24'], ['GET', MODELS, '--from', '198.51.100.1'], false, 'credential'],
  [['--ip', '203.0.113.0/24'], ['GET', MODELS], true, 'products'],
])(
  'a key made with %j, asked for %j: allowed %s, and the rule is %s',
  async (flags, asked, allowed, rule) => {
    const gateway = fakeGateway();
    const { id } = await create(gateway, ...flags);
    const answer = await sallyport(
      gateway,
      'keys',
      'can',
      id,
      ...asked,
      '--config',
      file('config.json', CONFIG),
    );
    expect([answer.exitCode, JSON.parse(answer.stdout)]).toMatchObject([allowed ? 0 : 1, { allowed, rule }]);
  },
);

test('a body is judged as the proxy would, from a file or standard input, and the rule it breaks is named', async () => {
  const gateway = fakeGateway();
  const { id } = await create(gateway);
  const body = { schema: { properties: { n: { maximum: 5 } } } };
  const config = JSON.parse(CONFIG);
  config.products.gemini = [{ upstream: 'gemini', constraints: { models: ['small-*'], body } }];
  const path = ['--config', file('constrained.json', JSON.stringify(config))];
  const ask = (model: string, source: string, input = '') => {
    const asked = ['POST', `${MODELS}/${model}:generateContent`, '--body', source];
    return run(gateway, ['--stage', 'prod', 'keys', 'can', id, ...asked, ...path, '--json'], input);
  };
  const said = async (answer: Promise<Run>) => {
    const { allowed, rule, constraint } = JSON.parse((await answer).stdout);
    return [allowed, rule, constraint];
  };
  expect(await said(ask('small-1', file('good.json', '{"n":1}')))).toEqual([true, 'products', undefined]);
  expect(await said(ask('large', file('good.json', '{"n":1}')))).toEqual([false, 'products', 'models']);
  expect(await said(ask('small-1', '-', '{"n":9}'))).toEqual([false, 'products', 'body.schema']);
  expect((await ask('small-1', '/nowhere/x.json')).exitCode).toBe(2);
});

test('a decision is not explained by the config of another gateway', async () => {
  const gateway = fakeGateway();
  const { id } = await create(gateway);
  const other = file('other.json', CONFIG.replace('"youtube"', '"news"'));
  expect((await sallyport(gateway, 'keys', 'can', id, 'GET', MODELS, '--config', other)).exitCode).toBe(2);
});

test('an export holds hashes and nothing of the account; imported elsewhere the keys work as before', async () => {
  const gateway = fakeGateway();
  const { id, key } = await create(gateway, '--read-only', '--label', 'team=search');
  await sallyport(gateway, 'keys', 'reroll', id, '--grace', '1h');
  const revoked = await create(gateway);
  await sallyport(gateway, 'keys', 'revoke', revoked.id);
  const text = (await sallyport(gateway, 'keys', 'export')).stdout;
  for (const item of records(gateway)) expect(text).not.toContain(item.usageKey);
  expect(text).not.toContain(key);
  const target = fakeGateway();
  const dry = await sallyport(target, 'keys', 'import', file('keys.json', text), '--dry-run');
  expect(JSON.parse(dry.stdout).items.map(({ result }: { result: string }) => result)).toEqual([
    'would be made',
    'would be made',
  ]);
  expect([records(target), target.keys.faults.steps.includes('create')]).toEqual([[], false]);
  await sallyport(target, 'keys', 'import', file('keys.json', text));
  const bare = (item: object) => ({ ...item, usageKey: '', usageKeyId: '' });
  const sorted = (of: FakeGateway) =>
    records(of)
      .map(bare)
      .sort((a, b) => (Object(a).keyHash < Object(b).keyHash ? -1 : 1));
  expect(sorted(target)).toEqual(sorted(gateway));
  expect(
    new Set(
      records(target)
        .filter((item) => item.id === id)
        .map(({ usageKey }) => usageKey),
    ).size,
  ).toBe(1);
  const again = await sallyport(target, 'keys', 'import', file('keys.json', text));
  expect(JSON.parse(again.stdout).items.map(({ result }: { result: string }) => result)).toEqual([
    'already there',
    'already there',
  ]);
});

test('an import overwrites nothing: what differs is reported and left as it is', async () => {
  const gateway = fakeGateway();
  const { id } = await create(gateway);
  const text = (await sallyport(gateway, 'keys', 'export')).stdout;
  await sallyport(gateway, 'keys', 'disable', id);
  const before = JSON.stringify(records(gateway));
  const answer = await sallyport(gateway, 'keys', 'import', file('old.json', text));
  expect([answer.exitCode, JSON.parse(answer.stdout).items]).toMatchObject([1, [{ id, result: 'differs' }]]);
  expect(JSON.stringify(records(gateway))).toBe(before);
});

test.each([
  ['another stage', (doc: Record<string, unknown>) => ({ ...doc, stage: 'dev' })],
  ['no export', () => ({ items: [] })],
  [
    'a product that is not offered',
    (doc: { items: object[] }) => ({
      ...doc,
      items: doc.items.map((item) => ({ ...item, products: ['x'] })),
    }),
  ],
  [
    'a field that is not known',
    (doc: { items: object[] }) => ({ ...doc, items: doc.items.map((item) => ({ ...item, admin: true })) }),
  ],
  [
    'a damaged hash',
    (doc: { items: object[] }) => ({ ...doc, items: doc.items.map((item) => ({ ...item, keyHash: 'x' })) }),
  ],
  [
    'a damaged seal',
    (doc: { items: object[] }) => ({ ...doc, items: doc.items.map((item) => ({ ...item, seal: 'x' })) }),
  ],
])('a file with %s is refused whole', async (_name, damage) => {
  const gateway = fakeGateway();
  await create(gateway);
  const doc = JSON.parse((await sallyport(gateway, 'keys', 'export')).stdout);
  const target = fakeGateway();
  const answer = await sallyport(target, 'keys', 'import', file('bad.json', JSON.stringify(damage(doc))));
  expect([answer.exitCode, records(target)]).toEqual([2, []]);
});

const CLIENTS = `keys:
  - { name: acme-search, client: acme, products: [gemini], plan: basic, role: reader, expires: 2027-01-31 }
  - { name: beta, client: beta, products: [gemini, youtube], plan: pro, labels: { team: search } }
`;
const apply = (gateway: FakeGateway, text: string, ...more: readonly string[]) =>
  sallyport(gateway, 'keys', 'apply', '-f', file('clients.yaml', text), ...more);

test('a declared file shows its plan first, makes only what is missing, and shows no key that it did not make', async () => {
  const gateway = fakeGateway();
  const plan = await apply(gateway, CLIENTS);
  expect(JSON.parse(plan.stdout).items.map(({ result }: { result: string }) => result)).toEqual([
    'to be made',
    'to be made',
  ]);
  expect(records(gateway)).toEqual([]);
  const made = JSON.parse((await apply(gateway, CLIENTS, '--yes')).stdout).items;
  expect(
    made.map(({ result, key }: { result: string; key: string }) => [result, readClientKey(key)?.stage]),
  ).toEqual([
    ['made', 'local'],
    ['made', 'local'],
  ]);
  const again = await apply(gateway, CLIENTS, '--yes');
  expect(JSON.parse(again.stdout).items.map(({ result }: { result: string }) => result)).toEqual([
    'as declared',
    'as declared',
  ]);
  for (const { key } of made) expect(again.stdout).not.toContain(key);
  expect(records(gateway)).toHaveLength(2);
});

test('a changed declaration changes the record and nothing else; one that went is named and left alone', async () => {
  const gateway = fakeGateway();
  await apply(gateway, CLIENTS, '--yes');
  const shorter = CLIENTS.split('\n').slice(0, 2).join('\n').replace('reader', 'writer');
  const answer = JSON.parse((await apply(gateway, shorter, '--yes')).stdout);
  expect(answer.items).toMatchObject([{ name: 'acme-search', result: 'changed' }]);
  const beta = records(gateway).find(({ declaredAs }) => declaredAs === 'beta');
  expect(answer.undeclared).toEqual([beta?.id]);
  expect(beta?.state).toBe('active');
  expect(records(gateway).find(({ declaredAs }) => declaredAs === 'acme-search')).toMatchObject({
    role: 'writer',
    version: 1,
  });
});

test('a file never brings a revoked key back', async () => {
  const gateway = fakeGateway();
  const [{ id }] = JSON.parse((await apply(gateway, CLIENTS, '--yes')).stdout).items;
  await sallyport(gateway, 'keys', 'revoke', id);
  const answer = await apply(gateway, CLIENTS, '--yes');
  expect([answer.exitCode, JSON.parse(answer.stdout).items[0]]).toMatchObject([1, { result: 'blocked' }]);
  expect(records(gateway)).toHaveLength(2);
});

test('keys that a file made and that could not be shown are revoked, and the file makes others', async () => {
  const gateway = fakeGateway();
  const path = file('clients.yaml', CLIENTS);
  const lost = await unheard(gateway, ['keys', 'apply', '-f', path, '--yes']);
  expect(lost.exitCode).toBe(1);
  expect(records(gateway).map(({ state }) => state)).toEqual(['revoked', 'revoked']);
  const made = JSON.parse((await apply(gateway, CLIENTS, '--yes')).stdout).items;
  expect(made).toMatchObject([{ result: 'made' }, { result: 'made' }]);
});

test('two who apply a file at once make each key once', async () => {
  const gateway = fakeGateway();
  await Promise.all([apply(gateway, CLIENTS, '--yes'), apply(gateway, CLIENTS, '--yes')]);
  const living = records(gateway).filter(({ state }) => state === 'active');
  expect(living.map(({ declaredAs }) => declaredAs).sort()).toEqual(['acme-search', 'beta']);
});

test.each([
  ['an unknown field', CLIENTS.replace('role:', 'rule:')],
  ['a name twice', CLIENTS.replace('name: beta', 'name: acme-search')],
  ['a date that is none', CLIENTS.replace('2027-01-31', 'soon')],
  ['a product that is not offered', CLIENTS.replace('[gemini]', '[maps]')],
  ['no list', 'clients: []'],
])('a file with %s is refused whole', async (_name, text) => {
  const gateway = fakeGateway();
  expect((await apply(gateway, text, '--yes')).exitCode).toBe(2);
  expect(records(gateway)).toEqual([]);
});

test('an encrypted key is printed whole, for people and for programs, and again for the same token', async () => {
  const gateway = fakeGateway();
  const { id } = await create(gateway);
  const { publicKey } = generateKeyPairSync('x25519');
  const pem = file('acme.pem', String(publicKey.export({ format: 'pem', type: 'spki' })));
  const words = ['keys', 'reroll', id, '--request-token', 't1', '--deliver-to', pem];
  const { sealed, key } = JSON.parse((await sallyport(gateway, ...words)).stdout);
  expect([sealed.split('.').length, key]).toEqual([5, undefined]);
  const again = await run(gateway, ['--stage', 'prod', ...words]);
  expect([again.exitCode, again.stdout.split('\n').includes(sealed)]).toEqual([0, true]);
  expect(records(gateway)).toHaveLength(2);
});
