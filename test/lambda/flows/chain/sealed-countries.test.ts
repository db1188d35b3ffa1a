import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { countriesIn, SealedCountries } from '../../../../lambda/domain/chain/sealed-countries.ts';
import { anyText } from '../../../support/any-text.ts';
import { sealable } from '../../../support/fake-chain.ts';
import { SealedWorld, verdictOf } from './sealed-world.ts';

const countriesOf = ({ archive }: SealedWorld) =>
  archive.objects.filter((name) => name.startsWith('countries/'));

async function world(): Promise<{ made: SealedWorld; object: string }> {
  const made = new SealedWorld();
  await made.minutes(5);
  made.calls(3);
  await made.minutes(15);
  const [object = ''] = countriesOf(made);
  return { made, object };
}

test('the country of an address is sealed as it was then, once for a window, and the records stay as the table has them', async () => {
  const { made, object } = await world();
  expect(countriesOf(made)).toHaveLength(1);
  const bytes = (await made.archive.get(object)) ?? Buffer.alloc(0);
  expect([...(countriesIn(bytes) ?? [])]).toEqual([['203.0.113.7', 'BR']]);
  expect(await made.verify()).toMatchObject({ findings: [], records: 3 });
});

test.each([
  ['deleted', undefined],
  ['edited', Buffer.from('other')],
] as const)('countries that were %s are found, in the archive and offline', async (what, bytes) => {
  const { made, object } = await world();
  made.archive.tamper(object, bytes);
  for (const offline of [false, true]) {
    const verified = await made.verify({ offline });
    expect(verdictOf(verified)).toBe(`${what} in archive`);
    expect(verified.findings[0]).toMatchObject({ object });
  }
});

test('countries that no manifest names are found in an export', async () => {
  const { made, object } = await world();
  made.archive.tamper(`${object}x`, Buffer.from('more'));
  expect(verdictOf(await made.verify({ offline: true }))).toBe('inserted in archive');
});

test('a chain that was sealed without countries verifies, goes on with them, and verifies', async () => {
  const made = new SealedWorld();
  made.table.add(sealable('a', made.clock.now(), { ip: undefined }));
  await made.minutes(10);
  expect(countriesOf(made)).toEqual([]);
  expect(verdictOf(await made.verify())).toBe('whole');
  made.calls(1);
  await made.minutes(10);
  expect(countriesOf(made)).toHaveLength(1);
  expect(verdictOf(await made.verify())).toBe('whole');
});

test('whatever a record claims as its address, sealing goes on and says what it knows of it', () => {
  fc.assert(
    fc.property(fc.oneof(anyText(), fc.ipV4(), fc.ipV6(), fc.integer()), (ip) => {
      const countries = new SealedCountries(() => 'DE');
      countries.add('2026-11-26T12', { ip });
      for (const { bytes } of countries.build(0))
        expect([...(countriesIn(bytes)?.values() ?? ['unreadable'])]).not.toContain('unreadable');
    }),
  );
});
