import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { graceMs } from '../../../../lambda/domain/rotation/grace.ts';
import { MINUTE, REQUEST_MS, type RotationWorld } from '../../../support/rotation-world.ts';
import { watchedWorld } from '../../../support/watched-rotation.ts';

type Move =
  | { readonly do: 'rotate' | 'sweep' | 'rotate twice at once' }
  | { readonly do: 'die'; readonly call: number; readonly side: 'before' | 'after' }
  | { readonly do: 'wait'; readonly minutes: number };

const move: fc.Arbitrary<Move> = fc.oneof(
  fc.constantFrom<Move>({ do: 'rotate' }, { do: 'sweep' }, { do: 'rotate twice at once' }),
  fc.record({
    do: fc.constant('die' as const),
    call: fc.nat(60),
    side: fc.constantFrom('before' as const, 'after' as const),
  }),
  fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 120 }) }),
);
const provider = fc.record({
  showsOnce: fc.boolean(),
  propagationMs: fc.integer({ min: 0, max: 5 * MINUTE }),
  lingerMs: fc.constantFrom(0, 23 * MINUTE),
});

const WRONG = /cache may hold|versions are current/;

async function make(world: RotationWorld, step: Move, n: number): Promise<void> {
  const wrong = (error: unknown) => {
    if (WRONG.test(String(error))) throw error; // what failed otherwise, a later run mends
  };
  if (step.do === 'wait') return world.clock.advance(step.minutes * MINUTE);
  if (step.do === 'sweep') return world.sweep().catch(wrong);
  const token = world.secret.begin(`token-${String(n).padStart(8, '0')}`);
  const runs =
    step.do === 'die'
      ? [world.rotate(token, { call: step.call, side: step.side })]
      : Array.from({ length: step.do === 'rotate' ? 1 : 2 }, () => world.rotate(token));
  await Promise.all(runs.map((run) => run.catch(wrong)));
}

const holds = (grace: number) =>
  fc.asyncProperty(provider, fc.array(move, { minLength: 1, maxLength: 14 }), async (how, moves) => {
    const world = await watchedWorld(how, grace);
    for (const [n, step] of moves.entries()) {
      await make(world, step, n);
      world.watch();
    }
  });

/** Half a minute of it by hand: `ROTATION_MODEL_RUNS=3000`. */
const numRuns = Number(process.env['ROTATION_MODEL_RUNS'] ?? 150);

test('whatever rotates, sweeps, waits and dies in whichever order, a key that a cache may hold is accepted upstream', async () => {
  await fc.assert(holds(graceMs(REQUEST_MS)), { numRuns });
}, 120_000);

test.each([
  ['no grace at all', 0],
  ['a grace that forgets the hour for which a proxy may serve what it knows', REQUEST_MS],
])(
  'the model sees what %s would break',
  async (_name, grace) => {
    const { failed } = await fc.check(holds(grace), { numRuns: 1_000, endOnFailure: true });
    expect(failed).toBe(true);
  },
  120_000,
);
