import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { KEY_STATES, type KeyItem } from '../../../contract/tables.ts';
import { type ExportedKey, readKeyExport } from '../../../lambda/domain/key-export.ts';
import { exportKeys } from '../../../lambda/flows/export-keys.ts';
import { importKey, planImport } from '../../../lambda/flows/import-keys.ts';
import { keyPorts } from '../../support/key-ports.ts';

const offer = {
  products: ['gemini', 'youtube'],
  plans: ['basic', 'pro'],
  roles: ['reader', 'writer'],
  mounts: ['/gemini', '/youtube/v3'],
};
const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });
const moment = fc
  .date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true })
  .map((date) => date.toISOString());
const word = fc.constantFrom('acme', 'search-team', 'a@b.c', 'x y');
const someOf = (...names: string[]) => fc.subarray(names, { minLength: 1 });
const isPending = (state: string) => state === 'pending';

/** Every field that an export carries, so that a new one is missing here until it has a maker. */
const FIELDS: { readonly [F in keyof ExportedKey]-?: fc.Arbitrary<Exclude<ExportedKey[F], undefined>> } = {
  keyHash: digits(64),
  id: digits(20).map((text) => `key_${text}`),
  client: word,
  products: someOf('gemini', 'youtube'),
  plan: fc.constantFrom('basic', 'pro'),
  state: fc.constantFrom(...KEY_STATES.filter((state) => !isPending(state))),
  expiresAtSeconds: fc.nat(),
  ips: someOf('203.0.113.0/24', '2001:db8::/32', '198.51.100.7'),
  note: fc.constantFrom('', 'für die Demo', '"quoted" \\ and #hashed: yes'),
  createdAt: moment,
  seal: digits(64),
  role: fc.constantFrom('reader', 'writer'),
  scopes: someOf('GET:/youtube/v3/search', '*:/gemini/**'),
  mayMint: fc.boolean(),
  owner: word,
  labels: fc.dictionary(fc.constantFrom('team', 'env', 'constructor', 'a.b/c'), word),
  version: fc.nat(),
  stateReason: fc.constantFrom('leaked', 'no: really', 'true'),
  rotatedAt: moment,
  supersededBy: digits(64),
  graceEndsAtSeconds: fc.nat(),
  endsOnFirstUse: fc.boolean(),
  firstUsedAt: fc.oneof(fc.constant('never'), moment),
  rerollToken: fc.constantFrom('t1', 'acme-2026-05'),
  declaredAs: word,
};
const NEEDED = [
  'keyHash',
  'id',
  'client',
  'products',
  'plan',
  'state',
  'expiresAtSeconds',
  'ips',
  'note',
] as const;
const record = fc.record(FIELDS, { requiredKeys: [...NEEDED, 'createdAt', 'seal'] });
const account = {
  usageKey: 'of-the-account',
  usageKeyId: 'of-the-account',
  sealed: 'a.b.c.d.e',
  sealedFor: 'x',
};

/** Records whose references hold: each names no other, so the set of them is what an account could have. */
const accountOf = (records: readonly ExportedKey[]) => {
  const ports = keyPorts();
  for (const item of records) ports.registry.items.set(item.keyHash, { ...item, ...account } as KeyItem);
  return ports;
};
const exportOf = async (ports: ReturnType<typeof keyPorts>) => (await exportKeys(ports)).document;
const keys = fc.uniqueArray(record, { maxLength: 4, selector: ({ id }) => id });

test('what is exported, written to a file, read and imported elsewhere is exported there as the same, field by field', async () => {
  await fc.assert(
    fc.asyncProperty(keys, async (records) => {
      const exported = await exportOf(accountOf(records));
      const read = readKeyExport(JSON.parse(JSON.stringify(exported)), 'local', offer);
      if (!('items' in read)) throw new Error(read.join('\n'));
      expect(read).toEqual(exported);
      const target = keyPorts();
      for (const step of await planImport(target.registry, read)) {
        expect(step.kind).toBe('create');
        await importKey(target, step);
      }
      expect(await exportOf(target)).toEqual(exported);
      const again = await planImport(target.registry, read);
      expect(again.filter(({ kind }) => kind !== 'same')).toEqual([]);
      expect(JSON.stringify([...target.registry.items.values()])).not.toContain('of-the-account');
    }),
    { numRuns: 60 },
  );
});

test('an export that is changed in any one field is told from what is there, and overwrites nothing', async () => {
  const field = fc.constantFrom(
    'mayMint',
    'scopes',
    'role',
    'labels',
    'firstUsedAt',
    'seal',
    'ips',
  ) as fc.Arbitrary<keyof ExportedKey>;
  await fc.assert(
    fc.asyncProperty(
      record,
      field.chain((name) => fc.tuple(fc.constant(name), FIELDS[name])),
      async (item, [name, value]) => {
        fc.pre(JSON.stringify(item[name]) !== JSON.stringify(value));
        const ports = accountOf([item]);
        const before = JSON.stringify([...ports.registry.items]);
        const changed = {
          format: 'sallyport-keys/1' as const,
          stage: 'local',
          items: [{ ...item, [name]: value }],
        };
        const [step] = await planImport(ports.registry, changed);
        expect([name, step?.kind]).toEqual([name, 'differs']);
        expect(JSON.stringify([...ports.registry.items])).toBe(before);
      },
    ),
    { numRuns: 100 },
  );
});

test.each(['constructor', 'toString', '__proto__', 'usageKey', 'sealed', 'admin'])(
  'a record with a field %j, which no export has, is refused',
  async (name) => {
    const [item] = fc.sample(record, 1);
    const text = JSON.stringify({ format: 'sallyport-keys/1', stage: 'local', items: [item] });
    const damaged = JSON.parse(
      text.replace('"items":[{', `"items":[{${JSON.stringify(name)}:"x",`),
    ) as unknown;
    expect(readKeyExport(damaged, 'local', offer)).toEqual([expect.stringContaining('is not known here')]);
  },
);
