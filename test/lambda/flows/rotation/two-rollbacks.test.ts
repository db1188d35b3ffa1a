import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { rollBack } from '../../../../lambda/flows/rotation/roll-back.ts';
import { crashable, MINUTE, RotationWorld, SECRET_METHODS } from '../../../support/rotation-world.ts';

test('two rollbacks to one version leave it current, however their calls fall between each other', () =>
  fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.nat({ max: 40 }), async (scheduler, later) => {
      const world = new RotationWorld({ showsOnce: true, propagationMs: 0, lingerMs: 0 }, 80 * MINUTE);
      await world.start();
      await world.rotate(world.secret.begin('version-1'));
      const until = new Date(world.clock.now().getTime() + 60 * MINUTE);
      const asked = async (turnsLater: number) => {
        for (let turn = 0; turn < turnsLater; turn += 1) await scheduler.schedule(Promise.resolve());
        const run = { crash: undefined, calls: [], watch: () => undefined };
        const secret = crashable(run, world.secret, 'secret', SECRET_METHODS);
        const turns = Object.entries(secret).map(([name, call]) => [name, scheduler.scheduleFunction(call)]);
        return rollBack({ ...world.deps(), secret: Object.fromEntries(turns) }, until, 'version-0');
      };
      // One may find that the other was faster; neither may undo it.
      const outcomes = Promise.allSettled([asked(0), asked(later)]);
      await scheduler.waitFor(outcomes);
      expect((await outcomes).some(({ status }) => status === 'fulfilled')).toBe(true);
      expect(world.secret.current()?.id).toBe('version-0');
    }),
    { numRuns: 50 },
  ));
