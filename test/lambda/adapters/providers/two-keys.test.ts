import { afterEach, expect, test } from '@jest/globals';
import type { AdminCredential } from '../../../../contract/key-drivers.ts';
import { providerCall } from '../../../../lambda/adapters/providers/provider-call.ts';
import { TwoKeys } from '../../../../lambda/adapters/providers/two-keys.ts';
import { Secret } from '../../../../lambda/domain/secret.ts';
import { type StandIn, startStandIn } from '../../../../sandbox/stand-in/start-stand-in.ts';
import { twoSlots } from '../../../../sandbox/two-slots/two-slots.ts';

let server: StandIn;
afterEach(() => server.close());

const outcome = (asked: Promise<unknown>) => asked.catch((error: unknown) => String(error));
const ACCOUNT =
  '/subscriptions/sub/resourceGroups/group/providers/Microsoft.CognitiveServices/accounts/account';

/** The key in use is the value of `key1` at the start, put there by an operator: it has no id. */
async function azure(inUse?: readonly string[], credential?: AdminCredential) {
  const sandbox = twoSlots();
  server = await startStandIn(sandbox.api);
  const first = sandbox.values.key1;
  const management = (name: string) => `${server.baseUrl}${ACCOUNT}/${name}?api-version=2024-10-01`;
  const provider = new TwoKeys(
    {
      driver: 'two-keys',
      slots: [
        { name: 'Key1', valueAt: '/key1' },
        { name: 'Key2', valueAt: '/key2' },
      ],
      credential: credential ?? {
        as: 'oauth-client',
        tokenUrl: `${server.baseUrl}/tenant/oauth2/v2.0/token`,
        clientId: 'client',
        scope: 'https://management.azure.com/.default',
      },
      regenerate: { method: 'POST', url: management('regenerateKey'), body: '{"keyName":"{slot}"}' },
      read: { method: 'POST', url: management('listKeys') },
    },
    {
      call: providerCall({ allowLoopback: true }, 2_000),
      admin: { read: async () => new Secret(sandbox.clientSecret, 'admin') },
      inUse: async () => (inUse ?? [first]).map((value) => new Secret(value, 'in use')),
      sleep: async () => undefined,
    },
  );
  return { sandbox, provider, first };
}

test('a new key goes into the slot that is not in use, whoever put the other one there', async () => {
  const { sandbox, provider, first } = await azure();
  const { id, secret } = await provider.mint('name', []);
  expect(sandbox.values).toEqual({ key1: first, key2: secret?.reveal() });
  expect(id).toMatch(/^Key2\.[0-9a-f]{16}$/);
  expect((await provider.reveal(id))?.reveal()).toBe(sandbox.values.key2);
});

test('a key whose id is to be kept keeps working, and with both in use nothing is made', async () => {
  const { sandbox, provider } = await azure([]);
  const one = await provider.mint('name', []);
  const kept = sandbox.values.key1;
  const two = await provider.mint('name', [one.id]);
  expect([sandbox.values.key1 === kept, two.id.startsWith('Key2')]).toEqual([true, true]);
  expect(await outcome(provider.mint('name', [one.id, two.id]))).toContain('refused');
  expect((await provider.reveal(two.id))?.reveal()).toBe(sandbox.values.key2);
});

test('where the key in use is in neither slot, nothing is touched: the slots may be somebody else’s', async () => {
  const { sandbox, provider } = await azure(['a key of another account']);
  const before = { ...sandbox.values };
  expect(await outcome(provider.mint('name', []))).toContain('refused');
  expect(sandbox.values).toEqual(before);
});

test('to retire a key overwrites it once; done again, or late, it leaves the slot’s next key alone', async () => {
  const { sandbox, provider } = await azure();
  const { id, secret } = await provider.mint('name', []);
  await provider.retire(id);
  expect(sandbox.accepts(secret?.reveal() ?? '')).toBe(false);
  const next = await provider.mint('name', []);
  await provider.retire(id);
  expect(sandbox.accepts(next.secret?.reveal() ?? '')).toBe(true);
  expect(await provider.reveal(id)).toBeUndefined();
});

test('a lost answer costs nothing: the same slot is written again, and there is never a third key', async () => {
  const { sandbox, provider, first } = await azure();
  server.mishaps(({ path }) => (path.endsWith('regenerateKey') ? 'lost after' : undefined));
  expect(await outcome(provider.mint('name', []))).toContain('unreachable');
  server.mishaps();
  const { secret } = await provider.mint('name', []);
  expect(sandbox.values).toEqual({ key1: first, key2: secret?.reveal() });
  expect(await provider.list()).toEqual([]);
});

test('a provider that still shows the old value is not believed to have made a new one', async () => {
  const { provider } = await azure();
  server.mishaps(({ path }) => (path.endsWith('regenerateKey') ? { status: 202, json: {} } : undefined));
  expect(await outcome(provider.mint('name', []))).toContain('slow');
});

test.each([[{ as: 'header', name: 'x-admin' } as const], [{ as: 'bearer' } as const]])(
  'the secret for administration can be sent as it is: %j',
  async (credential) => {
    const { sandbox, provider } = await azure(undefined, credential);
    let seen: unknown;
    server.mishaps(({ headers }) => {
      seen = headers['x-admin'] ?? headers['authorization'];
      return { status: 403, json: { error: { message: sandbox.clientSecret } } };
    });
    expect(await outcome(provider.reveal('x'))).toBe('ProviderFault: reading both keys: unauthorised (403)');
    expect(String(seen).replace('Bearer ', '')).toBe(sandbox.clientSecret);
  },
);

test('an answer without the values is no answer, and a fault repeats none of it', async () => {
  const { provider } = await azure();
  server.mishaps(({ path }) =>
    path.endsWith('listKeys') ? { status: 200, json: { key1: 'a-value' } } : undefined,
  );
  expect(await outcome(provider.reveal('x'))).toBe('ProviderFault: reading both keys: unreadable');
});
