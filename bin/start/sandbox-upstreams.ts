import { Secret } from '../../lambda/domain/secret.ts';
import { type SallyportConfig, withBaseUrls } from '../../lib/config.ts';
import { anthropic } from '../../lib/presets/anthropic.ts';
import { gemini } from '../../lib/presets/gemini.ts';
import { openai } from '../../lib/presets/openai.ts';
import { youtube } from '../../lib/presets/youtube.ts';
import { type Sandbox, startSandbox } from '../../sandbox/start-sandbox.ts';

/** Presets that have a stand-in, with the base URL that means "the real one". */
const PRESETS = { gemini, youtube, openai, anthropic } as const;

export interface Sandboxed {
  /** The config with those upstreams pointed at their sandboxes. */
  readonly config: SallyportConfig;
  /** Upstream → the key its sandbox accepts. */
  readonly keys: ReadonlyMap<string, Secret>;
  readonly sandboxes: readonly Sandbox[];
}

/** Starts a sandbox for every upstream that would call the real API, has no real key, and has a stand-in. */
export async function sandboxUpstreams(
  config: SallyportConfig,
  realKeys: ReadonlyMap<string, Secret>,
): Promise<Sandboxed> {
  const keys = new Map<string, Secret>();
  const baseUrls: Record<string, string> = {};
  const sandboxes: Sandbox[] = [];
  for (const { name, preset, baseUrl } of Object.values(config.upstreams)) {
    if (preset === 'http' || realKeys.has(name) || baseUrl !== PRESETS[preset].baseUrl) continue;
    const sandbox = await startSandbox(preset);
    sandboxes.push(sandbox);
    keys.set(name, new Secret(sandbox.apiKey, `sandbox ${name}`));
    baseUrls[name] = sandbox.baseUrl + new URL(baseUrl).pathname.replace(/\/$/, '');
  }
  return { config: withBaseUrls(config, baseUrls), keys, sandboxes };
}
