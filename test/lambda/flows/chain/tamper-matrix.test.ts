import { gunzipSync, gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { PlainRecord } from '../../../../lambda/domain/chain/canonical.ts';
import type { Tampering } from '../../../../lambda/domain/chain/finding.ts';
import type { Verification } from '../../../../lambda/flows/chain/verify-audit.ts';
import { sealable } from '../../../support/fake-chain.ts';
import { SealedWorld } from './sealed-world.ts';

const RECORDS = 9;
const PLACES = { first: 0, middle: 4, end: RECORDS - 1 } as const;
type Place = keyof typeof PLACES;
const EVERY_PLACE = Object.keys(PLACES) as Place[];

/** One shard with nine records that were sealed together, and some manifests around them. */
async function world(): Promise<SealedWorld> {
  const made = new SealedWorld();
  await made.minutes(15);
  for (let n = 0; n < RECORDS; n += 1) {
    made.table.add(
      sealable('one-call', made.clock.now(), { entry: `${made.clock.now().toISOString()}#call-${n}` }),
    );
    made.clock.advance(1_000);
  }
  await made.minutes(40);
  expect((await made.verify()).findings).toEqual([]);
  return made;
}

type Change<T> = (list: readonly T[], at: number, stranger: T) => T[];

/** What can be done to a list at a place. */
const CHANGES = {
  edit: (list, at, stranger) => list.map((one, n) => (n === at ? stranger : one)),
  delete: (list, at) => list.filter((_one, n) => n !== at),
  insert: (list, at, stranger) => list.toSpliced(at === list.length - 1 ? list.length : at, 0, stranger),
  swap: (list, at) => {
    const other = at === 0 ? 1 : at - 1;
    return list.map((one, n) => (n === at ? list[other] : n === other ? list[at] : undefined) ?? one);
  },
  truncate: (list, at) => list.slice(0, at),
} as const satisfies Record<string, Change<unknown>>;
type Deed = keyof typeof CHANGES;
const DEEDS = Object.keys(CHANGES) as Deed[];
const change = <T>(deed: Deed, list: readonly T[], at: number, stranger: T): T[] =>
  (CHANGES[deed] as Change<T>)(list, at, stranger);

const MATRIX = DEEDS.flatMap((deed) => EVERY_PLACE.map((place) => [deed, place] as const));

/** Which record, counted from 0, is named for a deed at a place. */
const named = (deed: Deed, at: number): number =>
  deed === 'swap' && at > 0 ? at - 1 : deed === 'insert' && at === RECORDS - 1 ? RECORDS : at;

const WORDS: Readonly<Record<Deed, Tampering>> = {
  edit: 'edited',
  delete: 'deleted',
  insert: 'inserted',
  swap: 'swapped',
  truncate: 'deleted',
};

let made: SealedWorld;
let segment = '';
let manifests: readonly string[] = [];
let kept: SealedWorld['archive']['versions'];
let items: readonly PlainRecord[];
let whole: Verification;

beforeAll(async () => {
  made = await world();
  [segment = ''] = made.archive.objects.filter((name) => name.startsWith('records/'));
  manifests = made.archive.objects.filter((name) => name.startsWith('manifests/')).reverse();
  kept = new Map(made.archive.versions);
  items = [...made.table.items];
  whole = await made.verify();
});

/** As it was sealed. */
function mended(): SealedWorld {
  made.archive.versions.clear();
  for (const [name, versions] of kept) made.archive.versions.set(name, [...versions]);
  made.table.items.splice(0, made.table.items.length, ...items);
  return made;
}

describe.each(MATRIX)('%s, %s:', (deed, place) => {
  const at = PLACES[place];

  test('in the table it is found, and the first bad record is named', async () => {
    const { table, ...rest } = mended();
    const [original = {}] = items.slice(at);
    const stranger = {
      ...original,
      ip: '198.51.100.1',
      ...(deed === 'insert' ? { entry: `${String(original['entry'])}~` } : {}),
    };
    const contents = change(deed, items, at, stranger);
    // The table sorts by its keys: who swaps two records swaps what lies beneath the keys.
    const keyed =
      deed === 'swap' ? contents.map((item, n) => ({ ...item, entry: items[n]?.['entry'] })) : contents;
    table.items.splice(0, table.items.length, ...keyed);
    expect(rest.archive).toBe(made.archive);
    const { findings } = await made.verify();
    const what = deed === 'swap' ? 'edited' : WORDS[deed];
    const entry = deed === 'insert' ? stranger.entry : items[named(deed, at)]?.['entry'];
    expect(findings).toMatchObject([{ where: 'table', what, entry }]);
    expect(findings[0]?.position).toBe(deed === 'insert' ? undefined : named(deed, at) + 1);
  });

  test.each([false, true])(
    'in the archive it is found, and the first bad record is named (offline: %s)',
    async (offline) => {
      const { archive } = mended();
      const lines = gunzipSync(archive.versions.get(segment)?.[0] ?? Buffer.alloc(0))
        .toString()
        .trimEnd()
        .split('\n');
      const stranger = (lines[at] ?? '').replace('203.0.113.7', '198.51.100.1');
      archive.tamper(
        segment,
        gzipSync(
          change(deed, lines, at, stranger)
            .map((line) => `${line}\n`)
            .join(''),
        ),
      );
      const { findings } = await made.verify({ offline });
      expect(findings).toMatchObject([
        { where: 'archive', what: WORDS[deed], object: segment, position: named(deed, at) + 1 },
      ]);
    },
  );

  test('among the manifests it is found, and the first bad one is named', async () => {
    const { archive } = mended();
    const place = { first: 0, middle: 5, end: manifests.length - 1 }[
      EVERY_PLACE.find((name) => PLACES[name] === at) ?? 'first'
    ];
    const contents = manifests.map((name) => archive.versions.get(name)?.[0] ?? Buffer.alloc(0));
    const stranger = Buffer.from(contents[place]?.toString().replace('"version":1', '"version":2') ?? '');
    for (const name of manifests) archive.tamper(name, undefined);
    for (const [n, bytes] of change(deed, contents, place, stranger).entries()) {
      const sequence = deed === 'delete' && n >= place ? n + 1 : n;
      archive.tamper(`manifests/${String(9_999_999_999 - sequence).padStart(10, '0')}.json`, bytes);
    }
    const { from, to } = whole;
    const { findings } = await made.verify({ since: new Date(from ?? 0), until: new Date(to ?? 0) });
    const first = findings[0]?.sequence;
    const cut = deed === 'truncate' || (deed === 'delete' && at === RECORDS - 1);
    if (cut) expect(findings.at(-1)).toMatchObject({ where: 'manifest', what: 'truncated', sequence: place });
    else
      expect([findings[0]?.where, first]).toEqual([
        'manifest',
        deed === 'swap' && place > 0
          ? place - 1
          : deed === 'insert' && at === RECORDS - 1
            ? place + 1
            : place,
      ]);
  });
});
