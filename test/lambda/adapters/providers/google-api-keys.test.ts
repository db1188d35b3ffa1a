import { afterEach, expect, test } from '@jest/globals';
import { googleError } from '../../../../sandbox/google/google-error.ts';
import { googleStandIns } from '../../../support/google-stand-ins.ts';

let google: Awaited<ReturnType<typeof googleStandIns>>;
afterEach(() => google.close());

const NAME = 'sallyport/prod/gemini/3f8e2a34-0b1c-4f7e-9d55-a-request-token-of-up-to-64-characters';
const outcome = (asked: Promise<unknown>) => asked.catch((error: unknown) => String(error));
const DAY_MS = 86_400_000;

test('a key is made with its restrictions and service account, and its value is had separately', async () => {
  google = await googleStandIns({ operationCalls: 3 });
  const { id, secret } = await google.provider.mint(NAME);
  expect(secret).toBeUndefined();
  expect(google.keys.keys).toMatchObject([
    {
      id,
      document: {
        displayName: NAME.slice(0, 63),
        annotations: { 'sallyport-name': NAME },
        restrictions: {
          apiTargets: [{ service: 'generativelanguage.googleapis.com' }],
          serverKeyRestrictions: { allowedIps: ['198.51.100.7'] },
        },
        serviceAccountEmail: 'gemini@project.iam.gserviceaccount.com',
      },
    },
  ]);
  const key = await google.provider.reveal(id);
  expect(google.keys.accepts(key?.reveal() ?? '')).toBe(true);
});

test('minting one name twice, also at once, makes one key', async () => {
  google = await googleStandIns({ operationCalls: 2 });
  const [one, two] = await Promise.all([google.provider.mint(NAME), google.provider.mint(NAME)]);
  expect([two.id, (await google.provider.mint(NAME)).id]).toEqual([one.id, one.id]);
  expect(google.keys.keys).toHaveLength(1);
});

test.each(['lost before', 'lost after'] as const)(
  'a creation %s is asked for again, and makes one key',
  async (what) => {
    google = await googleStandIns();
    let lost = 0;
    google.keysServer.mishaps(({ method }) => (method === 'POST' && lost++ === 0 ? what : undefined));
    const { id } = await google.provider.mint(NAME);
    expect(google.keys.keys.map((key) => key.id)).toEqual([id]);
  },
);

test('every page of the list is read, and only keys whose whole name begins with the prefix are listed', async () => {
  google = await googleStandIns();
  const names = Array.from({ length: 5 }, (_, n) => `${NAME}-${n}`);
  for (const name of [...names, 'sallyport/prod/youtube/other']) await google.provider.mint(name);
  const listed = await google.provider.list('sallyport/prod/gemini/');
  expect(listed.map(({ name }) => name)).toEqual(names);
  expect(listed.every(({ deleted, createdAt }) => !deleted && createdAt <= google.now())).toBe(true);
});

test('a retired key is listed as deleted, and to retire it again or to retire what never was is fine', async () => {
  google = await googleStandIns({ operationCalls: 2 });
  const { id } = await google.provider.mint(NAME);
  await google.provider.retire(id);
  await google.provider.retire(id);
  await google.provider.retire('sallyport-never-was');
  expect(await google.provider.list(NAME)).toMatchObject([{ id, deleted: true }]);
});

test('a deletion is taken back within 30 days and not after', async () => {
  google = await googleStandIns();
  const { id } = await google.provider.mint(NAME);
  await google.provider.retire(id);
  await google.provider.restore(id);
  await google.provider.restore(id);
  expect(await google.provider.list(NAME)).toMatchObject([{ id, deleted: false }]);
  await google.provider.retire(id);
  await google.sleep(31 * DAY_MS);
  expect(await outcome(google.provider.restore(id))).toContain('too_late');
});

test('the name of a deleted key makes no new one', async () => {
  google = await googleStandIns();
  const { id } = await google.provider.mint(NAME);
  await google.provider.retire(id);
  expect(await outcome(google.provider.mint(NAME))).toBe('ProviderFault: creating a Google API key: refused');
});

test('a quota that is used up is waited for, as long as Google says and a few times only', async () => {
  google = await googleStandIns();
  let refused = 0;
  const exhausted = {
    ...googleError('RESOURCE_EXHAUSTED', 'Quota exceeded.', 'RATE_LIMIT_EXCEEDED'),
    headers: { 'retry-after': '7' },
  };
  google.keysServer.mishaps(() => (refused++ < 2 ? exhausted : undefined));
  await google.provider.mint(NAME);
  expect(google.waitedMs()).toBeGreaterThanOrEqual(14_000);
  google.keysServer.mishaps(() => exhausted);
  expect(await outcome(google.provider.list(NAME))).toContain('throttled (429)');
});

test('an operation that does not end is given up after about a minute, and found by the next run', async () => {
  google = await googleStandIns({ operationCalls: 1_000 });
  expect(await outcome(google.provider.mint(NAME))).toContain('slow');
  expect(google.waitedMs()).toBeGreaterThan(50_000);
  expect(google.waitedMs()).toBeLessThan(90_000);
  google.keys.settle();
  const { id } = await google.provider.mint(NAME);
  expect(google.keys.keys.map((key) => key.id)).toEqual([id]);
});

test.each([
  [8, 'throttled'],
  [7, 'unauthorised'],
  [3, 'refused'],
])('an operation that ends with the error %i is no key: %s', async (code, said) => {
  google = await googleStandIns();
  google.keysServer.mishaps(() => ({
    status: 200,
    json: { name: 'operations/akmf.p7-1', done: true, error: { code, message: 'AQ.a-key-in-a-message' } },
  }));
  expect(await outcome(google.provider.mint(NAME))).toBe(`ProviderFault: creating a Google API key: ${said}`);
});

test('whatever Google answers, a fault repeats none of it', async () => {
  google = await googleStandIns();
  for (const status of [200, 302, 400, 403, 404, 429, 500]) {
    google.keysServer.mishaps(() => ({ status, json: { error: { message: 'AQ.a-key-in-a-message' } } }));
    const texts = await Promise.all([
      outcome(google.provider.mint(NAME)),
      outcome(google.provider.reveal('id')),
      outcome(google.provider.restore('id')),
    ]);
    for (const text of texts) expect(text).toMatch(/^ProviderFault: [\w ]+: [a-z_]+( \(\d+\))?$/);
  }
});
