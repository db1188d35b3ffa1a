import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  DRILL_LIMITS_MS,
  DRILL_TIMES,
  type DrillSighting,
  judgeDrill,
} from '../../../lambda/domain/judge-drill.ts';

const sight = fc.record({ holds: fc.boolean(), seen: fc.string({ minLength: 1 }) });
const good = fc.record({ holds: fc.constant(true), seen: fc.string({ minLength: 1 }) });
const name = fc.constantFrom(...DRILL_TIMES);

test('one thing that is not as it has to be fails a drill, and is what is told', () => {
  fc.assert(
    fc.property(fc.array(sight, { minLength: 1 }), (sights) => {
      const { result, seen } = judgeDrill({ kind: 'played', sights });
      const wrong = sights.filter(({ holds }) => !holds);
      expect(result).toBe(wrong.length > 0 ? 'fail' : 'pass');
      for (const one of wrong) expect(seen).toContain(one.seen);
    }),
  );
});

test('a time that is later than promised, or never, fails a drill that is fine otherwise', () => {
  fc.assert(
    fc.property(
      fc.array(good, { minLength: 1 }),
      name,
      fc.double({ min: 0, max: 60_000 }),
      (sights, of, ms) => {
        const judged = (took: NonNullable<Extract<DrillSighting, { kind: 'played' }>['times']>[typeof of]) =>
          judgeDrill({ kind: 'played', sights, times: { [of]: took } }).result;
        const inTime = Number.isFinite(ms) && ms <= DRILL_LIMITS_MS[of];
        expect(judged({ kind: 'after', ms })).toBe(inTime ? 'pass' : 'fail');
        expect(judged({ kind: 'never', waitedMs: ms })).toBe('fail');
        expect(judged({ kind: 'unenforced', because: 'the policy only reports' })).toBe('pass');
      },
    ),
  );
});

test('a drill that looked at nothing fails, and one that was skipped neither passes nor fails', () => {
  expect(judgeDrill({ kind: 'played', sights: [] }).result).toBe('fail');
  expect(judgeDrill({ kind: 'skipped', because: 'no path' })).toEqual({ result: 'skipped', seen: 'no path' });
});
