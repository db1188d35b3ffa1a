import type { ConfigProblem } from '../config-error.ts';
import type { Draft } from '../draft.ts';
import { pathText } from '../path-text.ts';

/** What must hold between the fields of a stage. */
export const checkStages = (draft: Draft): readonly ConfigProblem[] =>
  draft.stages.flatMap(({ name, valid }) => {
    const at = (...rest: readonly string[]): string => pathText(['stages', name, ...rest]);
    const notLocal = valid.allowLoopbackUpstreams
      ? (['region', 'account', 'domain'] as const)
          .filter((field) => valid[field] !== undefined)
          .map((field) => ({
            path: at(field),
            problem: 'belongs to a stage that is deployed, and one with allowLoopbackUpstreams never is',
            fix: 'remove it, or remove allowLoopbackUpstreams',
          }))
      : [];
    const certificateRegion = valid.domain?.certificateArn.split(':')[3];
    const elsewhere =
      valid.region !== undefined && certificateRegion !== undefined && certificateRegion !== valid.region
        ? [
            {
              path: at('domain', 'certificateArn'),
              problem: 'is in another Region than the stage, and a Regional API cannot use it',
              fix: `request the certificate in ${valid.region}`,
            },
          ]
        : [];
    const notGitHub =
      valid.leakIntake?.githubKeysUrl !== undefined && valid.allowLoopbackUpstreams !== true
        ? [
            {
              path: at('leakIntake', 'githubKeysUrl'),
              problem: 'would let somebody else than GitHub sign reports, on a stage that is deployed',
              fix: 'remove it; it belongs to a stage with allowLoopbackUpstreams',
            },
          ]
        : [];
    return [...notLocal, ...elsewhere, ...notGitHub];
  });
