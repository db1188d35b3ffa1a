import type { StageConfig } from './resolved.ts';
import type { StageData } from './stage-fields.ts';

/** A stage that passed all checks, with its defaults. */
export function resolveStage(name: string, given: StageData): StageConfig {
  const allowLoopbackUpstreams = given.allowLoopbackUpstreams ?? false;
  return {
    ...withoutUndefined(given),
    name,
    deployable: !allowLoopbackUpstreams,
    allowLoopbackUpstreams,
    audit: given.audit ?? 'strict',
    auditRetentionDays: given.auditRetentionDays ?? 90,
    logRetentionDays: given.logRetentionDays ?? 30,
    removal: given.removal ?? 'retain',
  };
}

const withoutUndefined = (given: StageData): Partial<StageConfig> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
