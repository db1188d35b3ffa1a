import { resolveDetection } from './detection-fields.ts';
import { resolveLeakIntake } from './leak-intake-fields.ts';
import type { StageConfig } from './resolved.ts';
import { resolveResponse } from './response-fields.ts';
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
    auditArchive: {
      ...{ lock: 'governance', years: 1, sealLagSeconds: 300 },
      ...withoutUndefined(given.auditArchive ?? {}),
    },
    logRetentionDays: given.logRetentionDays ?? 30,
    tokens: { ttlMaxSeconds: 3_600, rotateSignerDays: 30, ...withoutUndefined(given.tokens ?? {}) },
    removal: given.removal ?? 'retain',
    decoyRoutes: given.decoyRoutes ?? [],
    decoySecrets: given.decoySecrets ?? [],
    cors: given.cors ?? false,
    response: resolveResponse(given.response),
    detection: resolveDetection(given.detection),
    leakIntake: resolveLeakIntake(given.leakIntake),
  };
}

/** What is not there takes its default. */
const withoutUndefined = <T extends object>(given: T): { [K in keyof T]?: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
