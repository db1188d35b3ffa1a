import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SETTINGS_FILE } from '../../contract/settings.ts';
import { defineConfig, stageOf } from '../../lib/config.ts';
import { authorizerSettings, proxySettings } from '../../lib/settings.ts';
import type { Workspace } from './build-workspace.ts';
import { STAGE } from './stage.ts';

/** Puts beside each function's bundle what a config with one Gemini upstream decides for it. */
export async function writeSettings(workspace: Workspace, upstreamUrl: string): Promise<void> {
  const config = defineConfig({
    upstreams: { gemini: { preset: 'gemini', baseUrl: upstreamUrl } },
    products: { gemini: [{ upstream: 'gemini' }] },
    plans: {
      basic: { rate: 10, burst: 20 },
      metered: { rate: 10, burst: 20, hardQuotas: { gemini: { per: 'day', limits: { requests: 10 ** 9 } } } },
      tokens: { rate: 10, burst: 20, hardQuotas: { gemini: { per: 'day', limits: { tokens: 10 ** 12 } } } },
    },
    stages: { [STAGE]: { allowLoopbackUpstreams: true } },
  });
  const stage = stageOf(config, STAGE);
  const write = (folder: string, settings: unknown) =>
    writeFile(join(folder, SETTINGS_FILE), JSON.stringify(settings));
  await write(workspace.functions.authorizer.folder, authorizerSettings(config, stage));
  await write(workspace.functions.proxy.folder, proxySettings(config, stage, 'gemini'));
}
