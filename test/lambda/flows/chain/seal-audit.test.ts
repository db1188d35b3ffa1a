import { expect, test } from '@jest/globals';
import { sealAudit } from '../../../../lambda/flows/chain/seal-audit.ts';
import { sealable } from '../../../support/fake-chain.ts';
import { MINUTE_MS, SealedWorld, verdictOf } from './sealed-world.ts';

test('every record that is old enough is sealed once, and a quiet time is sealed as well', async () => {
  const world = new SealedWorld();
  world.calls(60);
  await world.minutes(30);
  const { records, manifests, findings, late } = await world.verify();
  expect({ records, findings, late }).toEqual({ records: 60, findings: [], late: 0 });
  expect(manifests).toBe(world.metrics.counted.filter((name) => name === 'AuditSealed').length);
  await world.minutes(10);
  expect((await world.verify()).manifests).toBeGreaterThan(manifests);
});

test('a record is sealed no sooner than its lag allows, and then with the first run', async () => {
  const world = new SealedWorld();
  world.clock.advance(MINUTE_MS);
  world.calls(1);
  await world.seal();
  expect((await world.verify()).records).toBe(0);
  world.clock.advance(MINUTE_MS);
  expect(await world.seal()).toBe(1);
  expect(await world.seal()).toBe(0);
  expect((await world.verify()).records).toBe(1);
});

test('after a standstill of a day the next run makes up for it, and stops in between if its time is up', async () => {
  const world = new SealedWorld();
  await world.minutes(10);
  world.calls(10);
  world.clock.advance(24 * 60 * MINUTE_MS);
  world.calls(10);
  world.clock.advance(2 * MINUTE_MS);
  let windows = 0;
  await world.seal(() => windows++ >= 3);
  expect((await world.verify()).findings).toMatchObject([{ what: 'truncated', where: 'manifest' }]);
  await world.seal();
  expect(await world.verify()).toMatchObject({ records: 20, findings: [] });
});

test('a run that breaks off anywhere, before or after any write, leaves a chain that the next run goes on with', async () => {
  for (const moment of ['beforePut', 'afterPut'] as const)
    for (let [broken, puts] = [0, 1]; puts > broken; broken += 1) {
      const world = new SealedWorld();
      world.calls(6);
      await world.minutes(5);
      world.calls(6);
      world.clock.advance(10 * MINUTE_MS);
      puts = 0;
      world.archive[moment] = () => {
        puts += 1;
        if (puts === broken + 1) throw new Error('lost');
      };
      await world.seal().catch(() => undefined);
      world.archive[moment] = () => undefined;
      world.clock.advance(1_000);
      await world.seal();
      expect([broken, moment, await world.verify()]).toMatchObject([
        broken,
        moment,
        { records: 12, findings: [] },
      ]);
    }
});

test('of two runs at once one goes on and the other stops, and nothing is sealed twice', async () => {
  const world = new SealedWorld();
  world.calls(40);
  world.clock.advance(30 * MINUTE_MS);
  const [one, other] = await Promise.all([world.seal(), world.seal()]);
  const { records, manifests, findings } = await world.verify();
  expect({ records, findings, manifests }).toEqual({ records: 40, findings: [], manifests: one + other });
});

test('a record that comes after its time was sealed is sealed as late, soon or a day later, and counted', async () => {
  const world = new SealedWorld();
  world.calls(10);
  const then = world.clock.now();
  await world.hours(0.5);
  expect(world.metrics.counted).not.toContain('AuditRecordsLate');
  world.table.add(sealable('late-1', then));
  expect((await world.verify()).findings).toMatchObject([{ what: 'inserted', where: 'table' }]);
  await world.hours(3);
  expect(await world.verify()).toMatchObject({ records: 11, late: 1, findings: [] });
  expect(world.metrics.counted.filter((name) => name === 'AuditRecordsLate')).toHaveLength(1);
  world.table.add(sealable('late-2', then));
  await world.hours(24);
  expect(await world.verify()).toMatchObject({ records: 12, late: 2, findings: [] });
});

test('more records than a segment takes are sealed in several', async () => {
  const world = new SealedWorld();
  for (let n = 0; n < 40; n += 1)
    world.table.add(sealable(`call-${n}`, world.clock.now(), { ...SAME_SHARD, note: 'x'.repeat(400_000) }));
  await world.minutes(10);
  expect(await world.verify()).toMatchObject({ records: 40, findings: [] });
  expect(world.archive.objects.filter((name) => name.startsWith('records/'))).toHaveLength(2);
});

const SAME_SHARD = { hourShard: '2026-11-23T17#05' };

test('records from before the chain are neither sealed nor missed', async () => {
  const world = new SealedWorld();
  world.table.add(sealable('older', new Date(world.clock.now().getTime() - 3 * 60 * MINUTE_MS)));
  await world.minutes(120);
  expect(await world.verify()).toMatchObject({ records: 0, findings: [] });
});

test('a chain whose newest manifest was deleted, written over or forged is not gone on with', async () => {
  const damage: ((world: SealedWorld, newest: string) => void)[] = [
    (world, newest) => world.archive.versions.get(newest)?.push(null),
    (world, newest) => {
      const versions = world.archive.versions.get(newest);
      versions?.push(versions[0] ?? null);
    },
    (world, newest) => world.archive.tamper(newest, Buffer.from('{}')),
    (world) => world.archive.tamper('manifests/0-first', Buffer.from('{}')),
  ];
  for (const damaged of damage) {
    const world = new SealedWorld();
    world.calls(3);
    await world.minutes(10);
    const [newest = ''] = world.archive.objects.filter((name) => name.startsWith('manifests/'));
    damaged(world, newest);
    world.clock.advance(5 * MINUTE_MS);
    await expect(world.seal()).rejects.toMatchObject({ name: 'ChainBroken' });
  }
});

test('a manifest that another key signed is not gone on with', async () => {
  const [world, stranger] = [new SealedWorld(), new SealedWorld()];
  await world.minutes(10);
  world.clock.advance(5 * MINUTE_MS);
  await expect(sealAudit({ ...world.deps, key: stranger.key })).rejects.toMatchObject({
    name: 'ChainBroken',
  });
});

test('what a run that broke off left in the archive is taken over only if it is the same', async () => {
  const world = new SealedWorld();
  world.calls(1);
  world.clock.advance(5 * MINUTE_MS);
  let put = '';
  world.archive.beforePut = (object) => {
    put = object.startsWith('records/') ? object : put;
    throw new Error('lost');
  };
  await expect(world.seal()).rejects.toThrow('lost');
  world.archive.beforePut = () => undefined;
  world.archive.tamper(put, Buffer.from('something else'));
  await expect(world.seal()).rejects.toMatchObject({ name: 'ChainBroken' });
  expect(verdictOf(await world.verify())).toBe('truncated in manifest');
});
