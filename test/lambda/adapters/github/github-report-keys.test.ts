import { expect, test } from '@jest/globals';
import { GithubReportKeys } from '../../../../lambda/adapters/github/github-report-keys.ts';
import { providerCall } from '../../../../lambda/adapters/providers/provider-call.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { reportSigner } from '../../../support/report-signer.ts';

const [MINUTE, HOUR] = [60_000, 3_600_000];
const signer = reportSigner();

function world() {
  const clock = new FakeClock();
  const github = { reads: 0, status: 200, document: signer.document as unknown };
  const keys = new GithubReportKeys(
    async ({ url }) => {
      expect(url).toBe('https://meta.example.com/keys');
      github.reads += 1;
      return { status: github.status, json: github.document, retryAfterSeconds: undefined };
    },
    'https://meta.example.com/keys',
    clock.now,
  );
  return { clock, github, keys };
}

test('GitHub’s keys are read once an hour, however many ask at once', async () => {
  const { clock, github, keys } = world();
  const found = await Promise.all(Array.from({ length: 20 }, () => keys.find(signer.id)));
  expect([new Set(found).size, found[0]?.asymmetricKeyType, github.reads]).toEqual([1, 'ec', 1]);
  clock.advance(HOUR - 1);
  await keys.find(signer.id);
  expect(github.reads).toBe(1);
  clock.advance(1);
  await keys.find(signer.id);
  expect(github.reads).toBe(2);
});

test('ids that are made up have the list read again once in five minutes at most, and are not found', async () => {
  const { clock, github, keys } = world();
  for (let n = 0; n < 600; n += 1) {
    expect(await keys.find(`made-up-${n}`)).toBeUndefined();
    clock.advance(MINUTE / 10);
  }
  expect(github.reads).toBe(12);
});

test('a new key of GitHub’s is known within five minutes', async () => {
  const { clock, github, keys } = world();
  await keys.find(signer.id);
  const next = reportSigner();
  github.document = { public_keys: [next.listed] };
  clock.advance(5 * MINUTE);
  expect(await keys.find(next.id)).toBeDefined();
  expect(await keys.find(signer.id)).toBeUndefined();
});

test.each<[string, number, unknown]>([
  ['refuses', 403, { message: 'API rate limit exceeded' }],
  ['answers no list', 200, undefined],
  ['lists nothing', 200, { public_keys: [] }],
])(
  'where GitHub %s, nothing is found, and it is left alone for a minute',
  async (_name, status, document) => {
    const { clock, github, keys } = world();
    Object.assign(github, { status, document });
    for (let n = 0; n < 5; n += 1) await expect(keys.find(signer.id)).rejects.toThrow('GitHub');
    expect(github.reads).toBe(1);
    clock.advance(MINUTE);
    Object.assign(github, { status: 200, document: signer.document });
    expect(await keys.find(signer.id)).toBeDefined();
  },
);

test('a list serves for a day where it cannot be read again, and then nothing is believed; an id beyond it never is', async () => {
  const { clock, github, keys } = world();
  await keys.find(signer.id);
  github.status = 500;
  clock.advance(24 * HOUR);
  expect(await keys.find(signer.id)).toBeDefined();
  await expect(keys.find('made-up')).rejects.toThrow();
  clock.advance(MINUTE);
  await expect(keys.find(signer.id)).rejects.toThrow();
});

test('plain HTTP and this machine are asked only where the stage cannot be deployed', async () => {
  const clock = new FakeClock();
  for (const url of ['http://127.0.0.1:1/keys', 'https://127.0.0.1:1/keys', 'https://localhost:1/keys']) {
    const keys = new GithubReportKeys(providerCall({ allowLoopback: false }, 500), url, clock.now);
    await expect(keys.find(signer.id)).rejects.toThrow();
  }
});
