import type { ConfigProblem } from '../config-error.ts';
import type { Draft } from '../draft.ts';
import { pathText } from '../path-text.ts';

/** What must hold between the fields of a rotation. */
export const checkRotation = (draft: Draft): readonly ConfigProblem[] =>
  draft.upstreams.flatMap(({ name, raw }) => {
    const given = Object(raw['rotation']) as Readonly<Record<string, unknown>>;
    if (given['everyDays'] === undefined || given['cron'] === undefined) return [];
    return [
      {
        path: pathText(['upstreams', name, 'rotation', 'cron']),
        problem: 'is given beside everyDays',
        fix: 'keep one of them',
      },
    ];
  });
