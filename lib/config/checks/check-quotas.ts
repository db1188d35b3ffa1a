import { METERED_UNITS, UNITS } from '../../../contract/quota.ts';
import type { ConfigProblem } from '../config-error.ts';
import type { Draft } from '../draft.ts';
import { meterOf } from '../meter-of.ts';
import { nearest } from '../nearest.ts';
import { pathText } from '../path-text.ts';

/** A hard quota names an upstream that exists and units in which its calls can be measured. */
export const checkQuotas = (draft: Draft): readonly ConfigProblem[] =>
  draft.plans.flatMap(({ name, hardQuotas }) =>
    Object.entries(hardQuotas).flatMap(([upstream, units]) => {
      const at = ['plans', name, 'hardQuotas', upstream];
      const known = draft.upstreams.find((candidate) => candidate.name === upstream);
      if (known === undefined)
        return [
          unknown(
            at,
            upstream,
            draft.upstreams.map((other) => other.name),
          ),
        ];
      if (known.valid.preset === undefined) return [];
      const measured: readonly string[] = METERED_UNITS[meterOf(known.valid.preset)];
      return units
        .filter((unit) => UNITS.some((other) => other === unit) && !measured.includes(unit))
        .map((unit) => ({
          path: pathText([...at, 'limits', unit]),
          problem: 'is a unit in which calls of this upstream cannot be measured',
          fix: `use ${measured.join(', ')}`,
        }));
    }),
  );

function unknown(at: readonly string[], written: string, names: readonly string[]): ConfigProblem {
  const meant = nearest(written, names);
  const fix = meant ? `write ${meant}` : `use one of ${names.join(', ')}`;
  return { path: pathText(at), problem: 'names no upstream of this config', fix };
}
