import { expect, test } from '@jest/globals';
import type { RotationOutput } from '../../../../contract/outputs.ts';
import { OperatorFault } from '../../../../lambda/domain/operator-fault.ts';
import { versionAt } from '../../../../lambda/domain/rotation/rotation-facts.ts';
import { rotationToken } from '../../../../lambda/domain/rotation/rotation-token.ts';
import { type LabelKind, labelledAt } from '../../../../lambda/domain/rotation/version-label.ts';
import { Secret } from '../../../../lambda/domain/secret.ts';
import { putPendingKey } from '../../../../lambda/flows/put-pending-key.ts';
import { rotateUpstream } from '../../../../lambda/flows/rotate-upstream.ts';
import { OperatorWorld } from '../../../support/operator-world.ts';
import type { Crash } from '../../../support/rotation-world.ts';

const NEW_KEY = 'value-put-by-an-operator';
const LIMITS = { waitMs: 30 * 60_000 };

interface Command {
  readonly driver: RotationOutput['driver'];
  /** Before the command is typed. */
  readonly prepare?: (world: OperatorWorld) => Promise<unknown>;
  readonly run: (world: OperatorWorld, crash?: Crash, calls?: string[]) => Promise<{ end: { as: string } }>;
  readonly ends: string;
  /** How it ends where the first run got everything done that was to be done. @default in the same way */
  readonly endsAgain?: string;
  /** Keys that were ever made at the provider, and what is current at the end. */
  readonly made: number;
  readonly current: string;
  /** The version that is labelled as deleted because it leaked, and proven dead. */
  readonly dead?: string;
}

const rotate: Command['run'] = (world, crash, calls) =>
  rotateUpstream(
    world.ports(crash, calls),
    'api',
    world.upstream,
    { mode: 'rotate', token: rotationToken('asked for once'), wait: true },
    LIMITS,
  );

const emergency: Command['run'] = (world, crash, calls) => {
  const wish = { mode: 'emergency', leaked: 'version-0', secretArn: 'arn:api', wait: true } as const;
  return rotateUpstream(world.ports(crash, calls), 'api', world.upstream, wish, LIMITS);
};

const rollback: Command['run'] = (world, crash, calls) => {
  const to = versionAt(world.story(), 'AWSPREVIOUS')?.id;
  const wish = { mode: 'rollback', to, named: false } as const;
  return rotateUpstream(world.ports(crash, calls), 'api', world.upstream, wish, LIMITS);
};

const put: Command['run'] = (world, crash, calls) => {
  const wish = { wait: true, waitMs: LIMITS.waitMs, replace: false };
  const key = new Secret(NEW_KEY, 'test');
  return putPendingKey(world.ports(crash, calls), 'api', world.upstream, key, wish);
};

const made = async (world: OperatorWorld) => void world.made(NEW_KEY);
const second = 'value-of-key-number-2';
const first = 'value-of-key-number-1';

const COMMANDS: Readonly<Record<string, Command>> = {
  rotate: { driver: 'openai-admin', run: rotate, ends: 'promoted', made: 2, current: second },
  'rotate --emergency': {
    driver: 'openai-admin',
    run: emergency,
    ends: 'proven',
    made: 2,
    current: second,
    dead: 'version-0',
  },
  'rotate --rollback': {
    driver: 'openai-admin',
    prepare: rotate,
    run: rollback,
    ends: 'rolled-back',
    made: 2,
    current: first,
  },
  'set-key --pending': {
    driver: 'manual',
    prepare: made,
    run: put,
    ends: 'promoted',
    made: 2,
    current: NEW_KEY,
  },
  'rotate of a key that was put': {
    driver: 'manual',
    prepare: async (world) => {
      world.made(NEW_KEY);
      world.rotation.secret.put('version-1', NEW_KEY, 'AWSPENDING');
    },
    run: rotate,
    ends: 'promoted',
    endsAgain: 'needs-key',
    made: 2,
    current: NEW_KEY,
  },
};

async function ready({ driver, prepare }: Command): Promise<OperatorWorld> {
  const world = new OperatorWorld(driver);
  await world.start();
  world.rotation.clock.advance(60_000);
  await prepare?.(world);
  await world.settle();
  return world;
}

const DEAD = { compromised: true, retired: true, dead: true, accepted: false };
function fateOf(world: OperatorWorld, id: string): typeof DEAD | undefined {
  const version = world.rotation.secret.held.find((held) => held.id === id);
  if (version === undefined) return undefined;
  const has = (kind: LabelKind) => labelledAt(version, kind) !== undefined;
  const accepted = world.rotation.provider.accepts(version.key?.text ?? '');
  return { compromised: has('compromised'), retired: has('retired'), dead: has('dead'), accepted };
}

/** Which calls a command makes when nothing happens: what it can be interrupted at. */
async function callsOf(command: Command): Promise<readonly string[]> {
  const calls: string[] = [];
  const { end } = await command.run(await ready(command), undefined, calls);
  expect(end.as).toBe(command.ends);
  return calls;
}

test.each(Object.entries(COMMANDS))(
  '%s, interrupted at any call and on either side of it, is done once by the time a second run ends',
  async (_name, command) => {
    const calls = await callsOf(command);
    for (const [call] of calls.entries())
      for (const side of ['before', 'after'] as const) {
        const world = await ready(command);
        const where = `${side} call ${call} of ${calls}`;
        await expect([where, await command.run(world, { call, side }).catch((e: unknown) => e)]).toEqual([
          where,
          expect.any(OperatorFault),
        ]);
        await world.settle();
        const done = world.rotation.secret.current()?.key?.text === command.current;
        const { end } = await command.run(world);
        const { provider, secret } = world.rotation;
        expect([where, end.as, provider.made.length, secret.current()?.key?.text]).toEqual([
          where,
          done ? (command.endsAgain ?? command.ends) : command.ends,
          command.made,
          command.current,
        ]);
        expect(provider.accepts(secret.current()?.key?.text ?? '')).toBe(true);
        if (command.dead !== undefined) expect([where, fateOf(world, command.dead)]).toEqual([where, DEAD]);
      }
  },
);

test('two operators who have a key replaced at once get one new key, and both are told so', async () => {
  for (const name of ['rotate', 'rotate --emergency', 'rotate of a key that was put']) {
    const command = COMMANDS[name];
    if (command === undefined) throw new Error('the table lacks it');
    const world = await ready(command);
    const ends = await Promise.all([command.run(world), command.run(world)]);
    const { provider, secret } = world.rotation;
    const told = [name, ends.map(({ end }) => end.as), provider.made.length, secret.current()?.key?.text];
    expect(told).toEqual([name, [command.ends, command.ends], command.made, command.current]);
  }
});
