import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  ConfigError,
  productRoutes,
  resolveConfig,
  roleRoutes,
  type SallyportConfig,
} from '../lib/config.ts';
import type { Outputs } from './outputs.ts';
import { UsageError } from './usage-error.ts';

/** The config that a gateway was deployed with, from a file; refused where it is visibly another one. */
export async function loadConfig(
  given: string | undefined,
  projectDir: string,
  outputs: Outputs,
): Promise<SallyportConfig> {
  const file = given ?? join(projectDir, 'sallyport.config.ts');
  if (!existsSync(file)) throw new UsageError([`there is no config at ${file}; name one with --config FILE`]);
  const config = await readConfig(file);
  const mounts = (list: readonly { readonly mount: string }[]) =>
    list
      .map(({ mount }) => mount)
      .sort()
      .join();
  const same =
    Object.keys(config.products).sort().join() === [...outputs.products].sort().join() &&
    Object.keys(config.roles).sort().join() === [...outputs.roles].sort().join() &&
    mounts(Object.values(config.upstreams)) === mounts(Object.values(outputs.upstreams));
  if (same) return config;
  throw new UsageError([
    `${file} is not the config of this gateway; name the one it was deployed with: --config FILE`,
  ]);
}

async function readConfig(file: string): Promise<SallyportConfig> {
  const attributes = file.endsWith('.json') ? { with: { type: 'json' } } : {};
  try {
    const loaded = (await import(pathToFileURL(file).href, attributes)) as { readonly default?: unknown };
    return resolveConfig(loaded.default);
  } catch (error) {
    if (error instanceof ConfigError)
      throw new UsageError(
        error.problems.map(({ path, problem, fix }) => `${file}: ${path}: ${problem}. Fix: ${fix}.`),
      );
    throw new UsageError([`${file} cannot be loaded as a config; run it by itself to see why`]);
  }
}

/** What decides a call to each upstream. */
export const listsOf = (config: SallyportConfig) =>
  Object.values(config.upstreams).map((upstream) => ({
    upstream,
    products: open(config.products, (product) => productRoutes(config, product, upstream.name)),
    roles: open(config.roles, (role) => roleRoutes(config, role, upstream.name)),
  }));

const open = <R>(names: object, routes: (name: string) => R) =>
  Object.fromEntries(Object.keys(names).map((name) => [name, routes(name)]));
