import { describe, expect, test } from '@jest/globals';
import type { ProviderCall } from '../../../../lambda/adapters/providers/provider-call.ts';
import { DRIVEN, type DrivenProvider, type Wire } from '../../../support/driver-stand-ins.ts';

const PREFIX = 'sallyport-test-api-';

class Died extends Error {}

/** A wire that breaks at its `at`-th call and stays broken until it is mended; counts the calls that were made. */
function breakable() {
  const state = { calls: 0, at: Number.POSITIVE_INFINITY, side: 'before' as 'before' | 'after' };
  const after: { watch: () => void } = { watch: () => undefined };
  const wire: Wire =
    (call: ProviderCall): ProviderCall =>
    async (request) => {
      const index = state.calls++;
      if (index > state.at || (index === state.at && state.side === 'before')) throw new Died();
      const answer = await call(request);
      after.watch();
      if (index === state.at) throw new Died();
      return answer;
    };
  return { state, after, wire };
}

/** What whoever runs next does: looks for what an earlier run has made, removes what it cannot use, makes what is missing. */
async function run(
  { provider }: DrivenProvider,
  keep: readonly string[],
): Promise<{ id: string; text: string }> {
  const made = (await provider.list(PREFIX)).filter(
    ({ name, deleted }) => name === `${PREFIX}next` && !deleted,
  );
  for (const { id } of made) {
    const shown = await provider.reveal(id);
    if (shown !== undefined) return { id, text: shown.reveal() };
    await provider.retire(id);
  }
  const { id, secret } = await provider.mint(`${PREFIX}next`, keep);
  return { id, text: (secret ?? (await provider.reveal(id)))?.reveal() ?? '' };
}

describe.each(Object.entries(DRIVEN))('%s', (_name, driven) => {
  test('dies at any call to the provider, on either side of it, and the key in use is accepted throughout, at most one key is left over, and the next run removes it', async () => {
    const counted = breakable();
    const whole = driven(counted.wire);
    const before = await whole.first();
    const from = counted.state.calls;
    await whole.provider.retire((await run(whole, before.id === undefined ? [] : [before.id])).id);
    const calls = counted.state.calls - from;
    expect(calls).toBeGreaterThanOrEqual(3);
    for (let at = 0; at < calls; at += 1)
      for (const side of ['before', 'after'] as const) {
        const { state, after, wire } = breakable();
        const world = driven(wire);
        const first = await world.first();
        const keep = first.id === undefined ? [] : [first.id];
        let refusals = 0;
        after.watch = () => {
          if (!world.accepts(first.text)) refusals += 1; // a run that dies swallows what is thrown
        };
        Object.assign(state, { at: state.calls + at, side });
        await run(world, keep)
          .then(({ id }) => world.provider.retire(id))
          .catch(() => undefined);
        expect(world.alive()).toBeLessThanOrEqual(2);
        state.at = Number.POSITIVE_INFINITY;
        world.clock.advance(60_000);
        for (let n = 0; n < 3; n += 1) await world.provider.list(PREFIX); // what was begun ends meanwhile
        const retired = (await world.provider.list(PREFIX)).some(
          ({ name, deleted }) => deleted && name === `${PREFIX}next`,
        );
        if (retired) continue; // it was on its way out, and is
        const next = await run(world, keep);
        expect([at, side, world.accepts(next.text), world.alive()]).toEqual([at, side, true, 2]);
        await world.provider.retire(next.id);
        expect([at, side, world.accepts(next.text), refusals]).toEqual([at, side, false, 0]);
      }
  });
});
