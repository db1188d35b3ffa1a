import { resolveConfig } from './resolve-config.ts';
import type { SallyportConfig } from './resolved.ts';

/**
 * The same config with some upstreams elsewhere, e.g. at sandboxes on loopback. Names that are not upstreams are ignored.
 * @throws {ConfigError} if a base URL is not one
 */
export const withBaseUrls = (
  config: SallyportConfig,
  baseUrls: Readonly<Record<string, string>>,
): SallyportConfig =>
  resolveConfig({
    ...config,
    upstreams: Object.fromEntries(
      Object.entries(config.upstreams).map(([name, upstream]) => [
        name,
        Object.hasOwn(baseUrls, name) ? { ...upstream, baseUrl: baseUrls[name] } : upstream,
      ]),
    ),
  });
