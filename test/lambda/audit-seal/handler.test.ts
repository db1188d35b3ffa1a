import { expect, test } from '@jest/globals';
import { createHandler } from '../../../lambda/audit-seal/handler.ts';
import { OperatorFault } from '../../../lambda/domain/operator-fault.ts';
import { MINUTE_MS, SealedWorld } from '../flows/chain/sealed-world.ts';

function setUp() {
  const world = new SealedWorld();
  world.calls(3);
  world.clock.advance(30 * MINUTE_MS);
  const logged: string[][] = [];
  const handler = createHandler({ ...world.deps, logFailure: (...line) => void logged.push(line) });
  const run = (leftMs = 15 * MINUTE_MS) => handler({}, { getRemainingTimeInMillis: () => leftMs });
  return { world, logged, run };
}

test('a run says how many windows it sealed, and begins none that it may not end', async () => {
  const { run } = setUp();
  expect(await run(4 * MINUTE_MS)).toEqual({ sealed: 0 });
  expect(await run()).toEqual({ sealed: 3 });
  expect(await run()).toEqual({ sealed: 0 });
});

test('a failure is counted and told by name, and nothing of what was at hand is told with it', async () => {
  const { world, run, logged } = setUp();
  world.archive.beforePut = (object) => {
    throw new TypeError(`what was recorded: ${object}`);
  };
  await expect(run()).rejects.toMatchObject({
    name: 'SealFailed',
    message: 'the audit trail could not be sealed',
  });
  expect([world.metrics.counted, logged]).toEqual([['AuditSealFailed'], [['TypeError', '']]]);
});

test('what AWS refused, and why the chain cannot be gone on with, is told', async () => {
  const { world, run, logged } = setUp();
  world.archive.beforePut = () => {
    throw new OperatorFault('aws.refused', 'writing to the archive: AccessDenied', 'allow it');
  };
  await expect(run()).rejects.toThrow();
  world.archive.beforePut = () => undefined;
  world.archive.tamper('manifests/0000000000.json', Buffer.from('{}'));
  await expect(run()).rejects.toThrow();
  expect(logged.map(([name, says]) => [name, says?.split(':')[0]])).toEqual([
    ['OperatorFault', 'writing to the archive'],
    ['ChainBroken', 'a manifest is not there, or not signed by the key'],
  ]);
});
