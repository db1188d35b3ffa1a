import type { SallyportConfigInput } from './config/input.ts';
import { resolveConfig } from './config/resolve-config.ts';
import type { SallyportConfig } from './config/resolved.ts';

/**
 * Checks a config and fills in every default; what `sallyport.config.ts` exports.
 * @throws {ConfigError} with every problem there is, each with its fix
 */
export const defineConfig = (input: SallyportConfigInput): SallyportConfig => resolveConfig(input);

export { ConfigError, type ConfigProblem } from './config/config-error.ts';
export { hardQuotasOf } from './config/hard-quotas-of.ts';
export type { SallyportConfigInput } from './config/input.ts';
export { meterOf } from './config/meter-of.ts';
export { productRoutes } from './config/product-routes.ts';
export { resolveConfig } from './config/resolve-config.ts';
export type {
  Plan,
  Product,
  Rotation,
  SallyportConfig,
  StageConfig,
  UpstreamConfig,
} from './config/resolved.ts';
export { responsePolicy } from './config/response-fields.ts';
export { roleRoutes } from './config/role-routes.ts';
export { keyDaysMax } from './config/rotation/key-days-max.ts';
export { schemaTest } from './config/schema-code.ts';
export { stageOf } from './config/stage-of.ts';
export { withBaseUrls } from './config/with-base-urls.ts';
