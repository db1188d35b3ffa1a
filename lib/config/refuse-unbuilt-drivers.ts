import { ConfigError } from './config-error.ts';
import { pathText } from './path-text.ts';
import type { SallyportConfig } from './resolved.ts';

/** Drivers that the stack runs: a key that an operator sets, and no key at all. */
const BUILT = ['manual', 'google-wif'];

/**
 * The other drivers are written and tested, but no function runs them yet. A stage that asked for one would look as if its key
 * were rotated.
 * @throws {ConfigError} naming every upstream that asks for one
 */
export function refuseUnbuiltDrivers({ upstreams }: Pick<SallyportConfig, 'upstreams'>): void {
  const problems = Object.entries(upstreams)
    .filter(([, { rotation }]) => !BUILT.includes(rotation.driver))
    .map(([name]) => ({
      path: pathText(['upstreams', name, 'rotation', 'driver']),
      problem: 'names a driver that no function of the stack runs yet, so the key would never be rotated',
      fix: `write 'manual' and set the key with upstreams set-key, or 'google-wif' where the API takes Google's access tokens`,
    }));
  if (problems.length > 0) throw new ConfigError(problems);
}
