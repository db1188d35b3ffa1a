import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { KEY_STATES, type KeyItem } from '../../../contract/tables.ts';
import { OperatorFault } from '../../../lambda/domain/operator-fault.ts';
import { decoySeal, isDecoy } from '../../../lambda/domain/seal.ts';
import { rerollKey } from '../../../lambda/flows/reroll-key.ts';
import { revokeKey } from '../../../lambda/flows/revoke-key.ts';
import { setKeyState } from '../../../lambda/flows/set-key-state.ts';
import { updateKey } from '../../../lambda/flows/update-key.ts';
import { keyItem } from '../../support/build.ts';
import { SEAL_KEY } from '../../support/fake-watch.ts';
import { keyPorts } from '../../support/key-ports.ts';

type Ports = ReturnType<typeof keyPorts>;
type Step = (ports: Ports, id: string, n: number) => Promise<unknown>;

/** Whatever an operator may do to a key without knowing what it is. */
const STEPS: Readonly<Record<string, Step>> = {
  disable: (ports, id) => setKeyState(ports, id, 'disable', 'a'),
  enable: (ports, id) => setKeyState(ports, id, 'enable', undefined),
  quarantine: (ports, id) => setKeyState(ports, id, 'quarantine', 'b'),
  revoke: (ports, id) => revokeKey(ports, id),
  update: (ports, id) => updateKey(ports, id, { edit: { note: 'new', plan: 'pro', owner: undefined } }),
  reroll: (ports, id, n) =>
    rerollKey(ports, id, { graceSeconds: n % 2 === 0 ? 0 : 60, endsOnFirstUse: n % 3 === 0, token: `t${n}` }),
  'reroll that breaks off': async (ports, id, n) => {
    ports.faults.before.add('change');
    await rerollKey(ports, id, { graceSeconds: 60, endsOnFirstUse: false, token: `b${n}` }).finally(() =>
      ports.faults.before.clear(),
    );
  },
  wait: async (ports) => ports.clock.advance(61_000),
};

const steps = fc.array(fc.constantFrom(...Object.keys(STEPS)), { maxLength: 12 });

async function after(names: readonly string[], seal: string, state: KeyItem['state'] = 'active') {
  const ports = keyPorts();
  const item = keyItem({ seal, state });
  ports.registry.items.set(item.keyHash, item);
  const outcomes: string[] = [];
  for (const [n, name] of names.entries()) {
    const outcome = STEPS[name]?.(ports, item.id, n);
    outcomes.push(
      await (outcome ?? Promise.resolve()).then(
        () => 'done',
        (error: unknown) => (error instanceof OperatorFault ? error.code : 'thrown'),
      ),
    );
  }
  return { records: [...ports.registry.items.values()], outcomes };
}

test('whatever is done to a honeytoken’s record, every record of its id stays one', async () => {
  const seal = decoySeal(SEAL_KEY, keyItem().id);
  await fc.assert(
    fc.asyncProperty(steps, fc.constantFrom(...KEY_STATES), async (names, state) => {
      const { records } = await after(names, seal, state);
      expect(records.filter((record) => !isDecoy(record, SEAL_KEY))).toEqual([]);
    }),
  );
});

test('whatever is done to it, it goes and looks as it would for any other key, but for the seal', async () => {
  const seals = [decoySeal(SEAL_KEY, keyItem().id), '7'.repeat(64)] as const;
  await fc.assert(
    fc.asyncProperty(steps, async (names) => {
      const [decoy, plain] = [await after(names, seals[0]), await after(names, seals[1])];
      expect(decoy.outcomes).toEqual(plain.outcomes);
      const unsealed = ({ records }: typeof decoy) => records.map(({ seal: _seal, ...rest }) => rest);
      expect(unsealed(decoy)).toEqual(unsealed(plain));
      expect(new Set(decoy.records.map(({ seal }) => seal)).size).toBe(1);
      expect(new Set(plain.records.map(({ seal }) => seal)).size).toBe(1);
    }),
  );
});

test('the steps of these laws do what they are named after', async () => {
  const { records, outcomes } = await after(
    ['update', 'disable', 'enable', 'reroll', 'reroll that breaks off', 'reroll', 'quarantine', 'revoke'],
    decoySeal(SEAL_KEY, keyItem().id),
  );
  expect(outcomes).toEqual(['done', 'done', 'done', 'done', 'aws.refused', 'done', 'done', 'done']);
  expect([records.length > 2, records.at(-1)?.state]).toEqual([true, 'revoked']);
});
