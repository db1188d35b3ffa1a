import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build, stop } from 'esbuild';
import { FUNCTIONS } from '../contract/functions.ts';

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/**
 * Bundles every function of the contract into `dist/functions/<name>/index.js`. CommonJS, because an ES module that
 * imports `node:http` loads undici as well and starts ten times slower. Built once and the same for every stage.
 */
export async function bundleFunctions(): Promise<void> {
  await rm(at('dist/functions'), { recursive: true, force: true });
  await build({
    entryPoints: Object.entries(FUNCTIONS).map(([name, { entry }]) => ({
      in: at(entry),
      out: `${name}/index`,
    })),
    outdir: at('dist/functions'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    minify: true,
    keepNames: true, // error names reach the fault log
    logLevel: 'warning',
    metafile: true,
  });
  await stop(); // its service process would live as long as ours
}
