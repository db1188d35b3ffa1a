import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { resolveConfig, type SallyportConfig } from '../../lib/config.ts';
import { StartUsageError } from './start-options.ts';

/** Loads a config file (TypeScript, JavaScript or JSON) and checks what it exports by default. */
export async function loadConfig(file: string): Promise<SallyportConfig> {
  if (!existsSync(file))
    throw new StartUsageError(`there is no config at ${file}: name one with --config FILE`);
  const attributes = file.endsWith('.json') ? { with: { type: 'json' } } : {};
  const loaded = (await import(pathToFileURL(file).href, attributes)) as { readonly default?: unknown };
  const exported = loaded.default;
  if (exported === undefined)
    throw new StartUsageError(`${file} exports no config: write "export default defineConfig({ … })"`);
  return resolveConfig(exported);
}

/** The stage that runs on one machine: `local` if there is one, else the first that accepts loopback upstreams. */
export function localStageOf(config: SallyportConfig): string {
  const stages = Object.values(config.stages).filter((stage) => !stage.deployable);
  const stage = stages.find(({ name }) => name === 'local') ?? stages[0];
  if (stage === undefined) {
    throw new StartUsageError(
      'no stage of the config runs on one machine: add "local: { allowLoopbackUpstreams: true }" to its stages',
    );
  }
  return stage.name;
}
