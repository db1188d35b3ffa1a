import { expect, test } from '@jest/globals';
import { CachedVault } from '../../../../lambda/adapters/cached-vault.ts';
import { googleTokenKeys } from '../../../../lambda/adapters/google/google-token-keys.ts';
import { ProviderFault } from '../../../../lambda/domain/provider-fault.ts';
import { Secret } from '../../../../lambda/domain/secret.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { FakeMetrics } from '../../../support/fake-metrics.ts';

const MINUTE_MS = 60_000;

/** Tokens that live for an hour, in the vault of a proxy. */
function setUp(text = (n: number) => `ya29.c.token-number-${n}-of-the-service-account`) {
  const [clock, metrics] = [new FakeClock(), new FakeMetrics()];
  const google = { asked: 0, away: false };
  const source = googleTokenKeys(
    async () => {
      google.asked += 1;
      if (google.away) throw new ProviderFault('unreachable', 'exchanging');
      const expiresAt = new Date(clock.now().getTime() + 60 * MINUTE_MS);
      return { secret: new Secret(text(google.asked), 'token'), expiresAt };
    },
    'https://generativelanguage.googleapis.com',
    clock.now,
  );
  const vault = new CachedVault(source, metrics, clock.now);
  const current = async () => (await vault.current()).secret.reveal().split('-')[2];
  return { clock, metrics, google, vault, current };
}

test('one token serves for 49 minutes, and then still serves while another is got beside the request', async () => {
  const { clock, google, vault, current } = setUp();
  expect(await current()).toBe('1');
  clock.advance(49 * MINUTE_MS - 1);
  expect([await current(), google.asked]).toEqual(['1', 1]);
  clock.advance(1);
  expect([await current(), google.asked]).toEqual(['1', 2]);
  await vault.settled();
  expect(await current()).toBe('2');
});

test('while no other token is to be had the old one serves until a minute before its end, and never after', async () => {
  const { clock, google, metrics, vault, current } = setUp();
  await current();
  google.away = true;
  clock.advance(59 * MINUTE_MS - 1);
  expect(await current()).toBe('1');
  await vault.settled();
  expect(metrics.counted).toEqual(['SecretServedStale', 'SecretReadFailed']);
  clock.advance(1);
  await expect(vault.current()).rejects.toMatchObject({ code: 'gateway.unavailable', status: 503 });
  google.away = false;
  expect(await current()).toBe('4');
});

test('a token that the upstream refuses is replaced by another', async () => {
  const { vault, current } = setUp();
  const { version } = await vault.current();
  expect((await vault.reread()).version).not.toBe(version);
  expect(await current()).toBe('2');
});

test('a token that was replaced is still looked for in answers', async () => {
  const { vault } = setUp();
  const first = (await vault.current()).secret;
  await vault.reread();
  expect(await vault.live()).toContain(first);
});

test('a token that could break a header is not used', async () => {
  const { vault } = setUp((n) => `ya29.c.token-number-${n}\r\nx-other: header`);
  await expect(vault.current()).rejects.toMatchObject({ code: 'gateway.unavailable' });
});
