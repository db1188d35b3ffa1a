import { inspect } from 'node:util';
import { expect, test } from '@jest/globals';
import type { SignersItem } from '../../../contract/token-tables.ts';
import { ed25519PrivateKey } from '../../../lambda/domain/ed25519.ts';
import { ROTATION_STEPS } from '../../../lambda/flows/rotate-signer.ts';
import { createHandler } from '../../../lambda/signer-rotation/handler.ts';
import { countedBytes } from '../../support/counted-bytes.ts';
import { FakeMetrics } from '../../support/fake-metrics.ts';
import { TOKEN_NOW } from '../../support/token-makers.ts';

const BYTES = Buffer.alloc(32, 1); // what countedBytes draws first

function setUp() {
  const secrets = new Map<string, { kid: string; d: string }>();
  const state = { current: '', list: undefined as SignersItem | undefined, failing: false, asked: '' };
  const metrics = new FakeMetrics();
  const handler = createHandler({
    versionsOf: (secretId) => {
      state.asked = secretId;
      return {
        pending: async (version) => {
          const key = secrets.get(version);
          return key && { kid: key.kid, key: ed25519PrivateKey(Buffer.from(key.d, 'base64url')) };
        },
        putPending: async (version, key) => {
          if (state.failing) throw new Error(`refused: ${JSON.stringify(key)}`);
          secrets.set(version, key);
        },
        promote: async (version) => {
          state.current = version;
        },
      };
    },
    book: {
      read: async () => state.list,
      write: async (list) => {
        state.list = list;
      },
    },
    ...{ metrics, random: countedBytes(), now: () => TOKEN_NOW, pause: async () => undefined },
  });
  const step = (Step: string, ClientRequestToken = 'v1') =>
    handler({ Step, SecretId: 'arn:signing', ClientRequestToken });
  return { secrets, state, metrics, step };
}

test('every step of a rotation may be repeated and changes nothing the second time', async () => {
  const { secrets, state, step } = setUp();
  for (const name of ROTATION_STEPS) {
    await step(name);
    const after = structuredClone([[...secrets], state]);
    await step(name);
    expect([name, [...secrets], state]).toEqual([name, ...after]);
  }
  expect([secrets.size, state.current, state.asked]).toEqual([1, 'v1', 'arn:signing']);
});

test('a rotation counts once that it is done', async () => {
  const { metrics, step } = setUp();
  for (const name of ROTATION_STEPS) await step(name);
  expect(metrics.counted).toEqual(['SignerRotated']);
});

test('a step that fails names itself and counts, and says nothing of the key that was at hand', async () => {
  const { state, metrics, step } = setUp();
  state.failing = true;
  const error: unknown = await step('createSecret').catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: 'RotationFailed', message: 'createSecret', cause: 'Error' });
  expect(metrics.counted).toEqual(['SignerRotationFailed']);
  const all = inspect(error, { depth: 9, showHidden: true });
  for (const form of ['base64url', 'base64', 'hex'] as const)
    expect(all).not.toContain(BYTES.toString(form).slice(0, 20));
});

test('a key that is not published does not pass its test', async () => {
  const { state, step } = setUp();
  await step('createSecret');
  await expect(step('testSecret')).rejects.toThrow('testSecret');
  expect(state.current).toBe('');
});

test.each(['', 'createsecret', 'deleteSecret', 'constructor'])(
  'what is no step of a rotation is refused before anything is read: %p',
  async (name) => {
    const { state, metrics, step } = setUp();
    await expect(step(name)).rejects.toThrow('no step of a rotation');
    expect([state.asked, metrics.counted]).toEqual(['', []]);
  },
);
