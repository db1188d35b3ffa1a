import { describe, expect, test } from '@jest/globals';
import { graceMs } from '../../../../lambda/domain/rotation/grace.ts';
import type { Provider } from '../../../support/fake-key-provider.ts';
import { type Crash, HOUR, MINUTE, REQUEST_MS, type RotationWorld } from '../../../support/rotation-world.ts';
import { watchedWorld } from '../../../support/watched-rotation.ts';

const PROVIDERS: Readonly<Record<string, Provider>> = {
  'shows a key whenever it is asked': { showsOnce: false, propagationMs: 0, lingerMs: 0 },
  'shows a key once': { showsOnce: true, propagationMs: 0, lingerMs: 0 },
  'takes 90 seconds to accept and 23 minutes to forget': {
    showsOnce: true,
    propagationMs: 90_000,
    lingerMs: 23 * MINUTE,
  },
};

const AFTERWARDS = ['the same token', 'a new token', 'two at once', 'nothing for a day'] as const;

/** Keys at the provider that no version of the secret knows. */
const orphans = (world: RotationWorld): number =>
  world.provider.alive().filter(({ id }) => world.secret.held.every(({ key }) => key?.keyId !== id)).length;

const quietly = (run: Promise<void>): Promise<void> => run.catch(() => undefined);

async function afterwards(world: RotationWorld, token: string, how: string, crash: Crash): Promise<void> {
  if (how === 'two at once') {
    await Promise.all([quietly(world.rotate(token, crash)), quietly(world.rotate(token))]);
    return;
  }
  await quietly(world.rotate(token, crash));
  world.clock.advance(how === 'nothing for a day' ? 25 * HOUR : MINUTE);
  if (how === 'the same token') await quietly(world.rotate(token));
  if (how === 'a new token') await quietly(world.rotate(world.secret.begin('version-2')));
}

/** The calls of an undisturbed rotation: the rows of the matrix. */
async function callsOf(provider: Provider): Promise<readonly string[]> {
  const world = await watchedWorld(provider, graceMs(REQUEST_MS));
  const calls: string[] = [];
  await world.rotate(world.secret.begin('version-1'), undefined, calls);
  return calls;
}

describe.each(Object.entries(PROVIDERS))('at a provider that %s', (_name, provider) => {
  test('a rotation that dies at any call, on either side of it, loses no key, leaves no moment without an accepted one and at most one orphan, which the next run removes', async () => {
    const calls = await callsOf(provider);
    expect(new Set(calls).size).toBeGreaterThan(6);
    for (let call = 0; call < calls.length; call += 1)
      for (const side of ['before', 'after'] as const)
        for (const how of AFTERWARDS) {
          const world = await watchedWorld(provider, graceMs(REQUEST_MS));
          const cell = `${calls[call]} (${call}), ${side}, then ${how}`;
          const run = async () => {
            await afterwards(world, world.secret.begin('version-1'), how, { call, side });
            const left = orphans(world);
            for (let n = 0; n < 3; n += 1) {
              world.clock.advance(25 * HOUR);
              await world.sweep();
            }
            await world.rotate(world.secret.begin('version-3'));
            for (let n = 0; n < 3; n += 1) {
              world.clock.advance(3 * HOUR);
              await world.sweep();
            }
            return { left, alive: world.provider.alive().map(({ text }) => text), wasted: orphans(world) };
          };
          const ended = await run().catch((error: unknown) => String(error));
          if (typeof ended !== 'string') expect(ended.left).toBeLessThanOrEqual(1);
          const current = world.secret.current()?.key?.text;
          expect([cell, ended]).toEqual([cell, { left: expect.any(Number), alive: [current], wasted: 0 }]);
        }
  }, 60_000);
});
