import type { ConfigProblem } from '../config-error.ts';
import type { Draft, UpstreamDraft } from '../draft.ts';
import { pathText } from '../path-text.ts';
import { EVERY_DAYS } from '../rotation/resolve-rotation.ts';

/** A rotation that fails is noticed and mended within days; until then the key must live. */
const SPARE_DAYS = 14;

/** What must hold between the fields of a rotation, and between it and its upstream. */
export const checkRotation = (draft: Draft): readonly ConfigProblem[] => draft.upstreams.flatMap(checkOne);

function checkOne({ name, raw }: UpstreamDraft): readonly ConfigProblem[] {
  const given = Object(raw['rotation']) as Readonly<Record<string, unknown>>;
  const problems: ConfigProblem[] = [];
  const complain = (field: readonly string[], problem: string, fix: string) =>
    problems.push({ path: pathText(['upstreams', name, ...field]), problem, fix });
  if (given['everyDays'] !== undefined && given['cron'] !== undefined)
    complain(['rotation', 'cron'], 'is given beside everyDays', 'keep one of them');
  const { driver, expiresInDays, everyDays = EVERY_DAYS } = given;
  if (Number(expiresInDays) < Number(everyDays) + SPARE_DAYS && given['cron'] === undefined)
    complain(
      ['rotation', 'expiresInDays'],
      'lets the key die before a rotation that was late has been noticed',
      `write at least everyDays and ${SPARE_DAYS} more`,
    );
  const { inject } = raw;
  if (driver === 'google-wif' && inject !== undefined && !isBearer(inject))
    complain(['inject'], 'is no bearer token, which is what google-wif injects', 'leave it out');
  return problems;
}

const isBearer = (inject: unknown): boolean => {
  const { as, bearer } = Object(inject) as Readonly<Record<string, unknown>>;
  return as === 'bearer' || bearer === true;
};
