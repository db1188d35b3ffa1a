import { beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Verification } from '../../../../lambda/flows/chain/verify-audit.ts';
import { verifyAudit } from '../../../../lambda/flows/chain/verify-audit.ts';
import { SealedWorld } from './sealed-world.ts';

let world: SealedWorld;
let whole: Verification;
let publicKey: string;

beforeAll(async () => {
  world = new SealedWorld();
  world.calls(6);
  await world.minutes(15);
  publicKey = await world.key.publicKey();
  whole = await world.verify();
});

const check = (pem = publicKey): Promise<Verification> =>
  verifyAudit({ reader: world.archive, publicKey: pem, now: world.clock.now }, range());

const range = () => ({ since: new Date(whole.from ?? 0), until: new Date(whole.to ?? 0) });

/** Any place in any object of the archive. */
const anywhere = fc.tuple(fc.nat(), fc.nat()).map(([object, offset]) => {
  const name = world.archive.objects[object % world.archive.objects.length] ?? '';
  return { name, at: offset % bytesOf(name).length };
});

const bytesOf = (name: string): Buffer => world.archive.versions.get(name)?.[0] ?? Buffer.alloc(0);

async function found(name: string, mutated: Buffer | undefined): Promise<void> {
  const bytes = bytesOf(name);
  world.archive.tamper(name, mutated);
  const { findings } = await check();
  world.archive.tamper(name, bytes);
  expect([name, findings.length > 0]).toEqual([name, true]);
}

test('what was sealed and left alone is found whole', async () => {
  expect(whole).toMatchObject({ records: 6, findings: [] });
  expect((await check()).findings).toEqual([]);
});

test('any byte of any object that is another one is found, offline too', async () => {
  await fc.assert(
    fc.asyncProperty(anywhere, fc.integer({ min: 1, max: 255 }), async ({ name, at }, flip) => {
      const mutated = Buffer.from(bytesOf(name));
      mutated[at] = (mutated[at] ?? 0) ^ flip;
      await found(name, mutated);
    }),
    { numRuns: 80 },
  );
});

test('any byte that is missing or was added, and any object that is missing, is found', async () => {
  const kinds = fc.constantFrom('cut', 'add', 'end', 'gone');
  await fc.assert(
    fc.asyncProperty(anywhere, kinds, fc.nat(255), async ({ name, at }, kind, byte) => {
      const bytes = bytesOf(name);
      const [before, behind] = [bytes.subarray(0, at), bytes.subarray(at)];
      if (kind === 'gone') await found(name, undefined);
      else if (kind === 'end') await found(name, before);
      else
        await found(
          name,
          Buffer.concat(
            kind === 'cut' ? [before, behind.subarray(1)] : [before, Buffer.from([byte]), behind],
          ),
        );
    }),
    { numRuns: 50 },
  );
});

test('any change of any record in the table is found', async () => {
  const fields = Object.keys(world.table.items[0] ?? {});
  await fc.assert(
    fc.asyncProperty(fc.nat(5), fc.constantFrom(...fields), fc.jsonValue(), async (n, field, value) => {
      const item = world.table.items[n] ?? {};
      fc.pre(JSON.stringify(item[field]) !== JSON.stringify(value));
      world.table.items[n] = { ...item, [field]: value as string };
      const { findings } = await world.verify();
      world.table.items[n] = item;
      expect(findings).not.toEqual([]);
    }),
    { numRuns: 40 },
  );
});

test('with another key nothing is good', async () => {
  const { findings } = await check(await new SealedWorld().key.publicKey());
  expect(new Set(findings.map(({ what }) => what))).toContain('forged');
});
