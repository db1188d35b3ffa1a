import { checkConstraints } from './checks/check-constraints.ts';
import { checkDuplicates } from './checks/check-duplicates.ts';
import { checkNames } from './checks/check-names.ts';
import { checkProducts } from './checks/check-products.ts';
import { checkQuotas } from './checks/check-quotas.ts';
import { checkRotation } from './checks/check-rotation.ts';
import { checkStages } from './checks/check-stages.ts';
import { checkUpstreams } from './checks/check-upstreams.ts';
import { ConfigError } from './config-error.ts';
import { CONFIG, type ConfigData } from './config-schema.ts';
import { draftOf } from './draft.ts';
import { problemsOf } from './problems-of.ts';
import { resolveStage } from './resolve-stage.ts';
import { resolveUpstream } from './resolve-upstream.ts';
import type { SallyportConfig } from './resolved.ts';
import { ROLES } from './roles.ts';

/**
 * Checks anything that claims to be a config and fills in every default. A resolved config passes unchanged.
 * @throws {ConfigError} with every problem there is
 */
export function resolveConfig(value: unknown): SallyportConfig {
  const parsed = CONFIG.safeParse(value);
  const draft = draftOf(value);
  const problems = [
    ...(parsed.success ? [] : problemsOf(parsed.error, value)),
    ...checkNames(draft, value),
    ...checkUpstreams(draft),
    ...checkRotation(draft),
    ...checkDuplicates(draft),
    ...checkProducts(draft),
    ...checkQuotas(draft),
    ...checkConstraints(draft),
    ...checkStages(draft),
  ];
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  return resolved(parsed.data);
}

const resolved = ({ upstreams, products, roles, plans, stages }: ConfigData): SallyportConfig => ({
  upstreams: mapEntries(upstreams, resolveUpstream),
  products,
  roles: { ...ROLES, ...roles },
  plans,
  stages: mapEntries(stages, resolveStage),
});

const mapEntries = <A, B>(
  record: Readonly<Record<string, A>>,
  map: (key: string, value: A) => B,
): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(key, value)]));
