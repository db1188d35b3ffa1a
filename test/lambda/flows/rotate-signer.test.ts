import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { SignersItem } from '../../../contract/token-tables.ts';
import { SIGNERS_PACE_MS, TOKEN_LIFE_MAX_SECONDS } from '../../../contract/tokens.ts';
import { ed25519PrivateKey, ed25519PublicText } from '../../../lambda/domain/ed25519.ts';
import { ROTATION_STEPS, type RotationStep, rotateSigner } from '../../../lambda/flows/rotate-signer.ts';
import { countedBytes } from '../../support/counted-bytes.ts';
import { TOKEN_NOW } from '../../support/token-makers.ts';

/** Secret, list and clock; every call can be made to fail once, before or after it took effect. */
function setUp() {
  const secrets = new Map<string, { kid: string; d: string }>();
  const state = {
    current: '',
    list: undefined as SignersItem | undefined,
    now: TOKEN_NOW.getTime(),
    calls: 0,
  };
  const faults = new Map<number, 'before' | 'after'>();
  async function call<T>(act: () => T): Promise<T> {
    state.calls += 1;
    const fault = faults.get(state.calls);
    if (fault === 'before') throw new Error('lost');
    const result = act();
    if (fault === 'after') throw new Error('lost');
    return result;
  }
  const pauses: number[] = [];
  const deps = {
    versions: {
      pending: (version: string) =>
        call(() => {
          const key = secrets.get(version);
          return key && { kid: key.kid, key: ed25519PrivateKey(Buffer.from(key.d, 'base64url')) };
        }),
      putPending: (version: string, key: { kid: string; d: string }) =>
        call(() => void secrets.set(version, key)),
      promote: (version: string) =>
        call(() => {
          const key = secrets.get(version);
          const x = key && ed25519PublicText(ed25519PrivateKey(Buffer.from(key.d, 'base64url')));
          expect(state.list?.keys[key?.kid ?? '']?.x).toBe(x); // published before it signs
          state.current = version;
        }),
    },
    book: {
      read: () => call(() => state.list),
      write: (list: SignersItem) =>
        call(() => {
          if ((state.list?.version ?? 0) !== list.version - 1) throw new Error('somebody else wrote');
          state.list = list;
        }),
    },
    random: countedBytes(),
    now: () => new Date(state.now),
    pause: async (ms: number) => void pauses.push(ms),
  };
  const step = (name: RotationStep, version: string) => rotateSigner(deps, name, version);
  const rotate = async (version: string) => {
    for (const name of ROTATION_STEPS) await step(name, version);
  };
  return { secrets, state, faults, pauses, step, rotate };
}

test('a new key is published, every authorizer has time to know it, and only then it signs', async () => {
  const { state, secrets, pauses, step } = setUp();
  await step('createSecret', 'v1');
  expect([state.list, state.current]).toEqual([undefined, '']);
  await step('setSecret', 'v1');
  expect(Object.keys(state.list?.keys ?? {})).toEqual([secrets.get('v1')?.kid]);
  await step('testSecret', 'v1');
  expect([pauses, state.current]).toEqual([[2 * SIGNERS_PACE_MS], '']);
  await step('finishSecret', 'v1');
  expect(state.current).toBe('v1');
});

test('the key before verifies until the last token that it signed is over, and then leaves the list', async () => {
  const { state, secrets, rotate } = setUp();
  await rotate('v1');
  await rotate('v2');
  const [old = '', next = ''] = ['v1', 'v2'].map((version) => secrets.get(version)?.kid);
  expect(state.list?.keys[next]?.endsAt).toBeUndefined();
  const endsAt = state.list?.keys[old]?.endsAt ?? 0;
  expect(endsAt).toBeGreaterThan(state.now / 1000 + TOKEN_LIFE_MAX_SECONDS);
  state.now = endsAt * 1000 + 1;
  await rotate('v3');
  expect(Object.keys(state.list?.keys ?? {})).not.toContain(old);
});

test('a version that holds nothing yet is tested without complaint, as at a deployment', async () => {
  const { step, state } = setUp();
  await step('testSecret', 'v0');
  expect(state.current).toBe('');
});

test('whatever call is lost, repeating the step ends with one signing key that is published', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.tuple(
          fc.integer({ min: 1, max: 24 }),
          fc.constantFrom('before', 'after') as fc.Arbitrary<'before' | 'after'>,
        ),
        { maxLength: 4 },
      ),
      async (lost) => {
        const { state, secrets, faults, step } = setUp();
        for (const [at, how] of lost) faults.set(at, how);
        for (const version of ['v1', 'v2'])
          for (const name of ROTATION_STEPS)
            for (let tries = 0; tries < 6; tries += 1)
              if (
                await step(name, version).then(
                  () => true,
                  () => false,
                )
              )
                break;
        expect(state.current).toBe('v2');
        const open = Object.entries(state.list?.keys ?? {}).filter(([, { endsAt }]) => endsAt === undefined);
        expect(open.map(([kid]) => kid)).toEqual([secrets.get('v2')?.kid]);
        expect(Object.keys(state.list?.keys ?? {})).toContain(secrets.get('v1')?.kid);
      },
    ),
    { numRuns: 60 },
  );
});
