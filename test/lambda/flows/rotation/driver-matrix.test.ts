import { describe, expect, test } from '@jest/globals';
import { DrivenWorld } from '../../../support/driven-world.ts';
import { DRIVEN } from '../../../support/driver-stand-ins.ts';
import { type Crash, HOUR, MINUTE } from '../../../support/rotation-world.ts';

const AFTERWARDS = ['the same token', 'a new token', 'two at once', 'nothing for a day'] as const;
/** `SALLYPORT_MATRIX=full` goes on in every way after every crash; otherwise the ways take turns. */
const FULL = process.env['SALLYPORT_MATRIX'] === 'full';
const quietly = (run: Promise<void>): Promise<void> => run.catch(() => undefined);

async function afterwards(world: DrivenWorld, how: string, crash: Crash): Promise<void> {
  const token = world.secret.begin('version-1');
  const { clock } = world.driven;
  if (how === 'two at once') {
    await Promise.all([quietly(world.rotate(token, crash)), quietly(world.rotate(token))]);
    return;
  }
  await quietly(world.rotate(token, crash));
  clock.advance(how === 'nothing for a day' ? 25 * HOUR : MINUTE);
  if (how === 'the same token') await quietly(world.rotate(token));
  if (how === 'a new token') await quietly(world.rotate(world.secret.begin('version-2')));
}

/** Days go by with their sweeps, then another rotation and its sweeps. */
async function later(world: DrivenWorld): Promise<void> {
  const sweeps = async (every: number) => {
    for (let n = 0; n < 3; n += 1) {
      world.driven.clock.advance(every);
      await world.sweep();
    }
  };
  await world.sweep(); // of what was replaced a moment ago
  await sweeps(25 * HOUR);
  await world.rotate(world.secret.begin('version-3'));
  await world.sweep();
  await sweeps(3 * HOUR);
}

describe.each(Object.entries(DRIVEN))('the driver %s', (name, driven) => {
  test('dies at any call to Secrets Manager, the provider or the upstream, on either side, and no key is lost, none in use is ever refused, at most one is left over, and the next run removes it', async () => {
    const straight = <T>(call: T): T => call;
    const calls: string[] = [];
    const whole = new DrivenWorld(driven(straight));
    await whole.start();
    await whole.rotate(whole.secret.begin('version-1'), undefined, calls);
    expect(calls.filter((call) => !/^(secret|upstream)\./.test(call)).length).toBeGreaterThan(1);
    for (let call = 0; call < calls.length; call += 1)
      for (const side of ['before', 'after'] as const)
        for (const [n, how] of AFTERWARDS.entries()) {
          if (!FULL && (call + (side === 'after' ? 2 : 0)) % AFTERWARDS.length !== n) continue;
          const world = new DrivenWorld(driven(straight));
          await world.start();
          const cell = `${calls[call]} (${call}), ${side}, then ${how}`;
          const run = async () => {
            await afterwards(world, how, { call, side });
            const left = await world.orphans();
            await later(world);
            const current = world.secret.current();
            const accepted = world.driven.accepts(current?.key?.text ?? '');
            return { left: left <= 1, wasted: await world.orphans(), accepted, alive: world.driven.alive() };
          };
          const ended = await run().catch((error: unknown) => String(error));
          const alive = name === 'two-keys' ? 2 : 1;
          expect([cell, ended]).toEqual([cell, { left: true, wasted: 0, accepted: true, alive }]);
        }
  }, 60_000);
});
