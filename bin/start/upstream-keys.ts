import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { Secret } from '../../lambda/domain/secret.ts';

/** `gemini` → `GEMINI_API_KEY`, `my-api` → `MY_API_API_KEY`. */
export const keyVariableOf = (upstream: string): string =>
  `${upstream.toUpperCase().replaceAll('-', '_')}_API_KEY`;

/** Real upstream keys, from the environment first and then from `.env`. Values stay boxed. */
export function readUpstreamKeys(
  upstreams: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  envFile: string,
): ReadonlyMap<string, Secret> {
  const file = existsSync(envFile) ? parseEnv(readFileSync(envFile, 'utf8')) : {};
  const keys = new Map<string, Secret>();
  for (const upstream of upstreams) {
    const variable = keyVariableOf(upstream);
    const value = environment[variable] ?? file[variable];
    if (value !== undefined && value.trim() !== '') keys.set(upstream, new Secret(value.trim(), variable));
  }
  return keys;
}
