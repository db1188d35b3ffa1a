import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, stop } from 'esbuild';
import { COUNTRY_FILE, COUNTRY_PACKAGE } from '../contract/country-file.ts';
import { FUNCTIONS } from '../contract/functions.ts';
import { BUNDLE_OPTIONS } from './bundle-options.ts';

/** Functions off the hot path that ask where an address is. */
const NEED_COUNTRIES = ['detect', 'audit-seal'] as const satisfies readonly (keyof typeof FUNCTIONS)[];

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** Bundles every function of the contract into `dist/functions/<name>/index.cjs`; one and the same for every stage. */
export async function bundleFunctions(): Promise<void> {
  const { outputFiles } = await build({
    ...BUNDLE_OPTIONS,
    entryPoints: Object.entries(FUNCTIONS).map(([name, { entry }]) => ({
      in: at(entry),
      out: `${name}/index`,
    })),
    outdir: at('dist/functions'),
    // Named for what it is: beside a package.json of modules, `.js` would be read as one.
    outExtension: { '.js': '.cjs' },
    write: false,
  });
  await stop(); // its service process would live as long as ours
  await Promise.all(outputFiles.map(({ path, contents }) => replace(path, contents)));
  const countries = await readFile(
    createRequire(import.meta.url).resolve(`${COUNTRY_PACKAGE}/${COUNTRY_FILE}`),
  );
  for (const name of NEED_COUNTRIES) await replace(at(`dist/functions/${name}/${COUNTRY_FILE}`), countries);
}

/** Whole or not at all, and only when it changes: another run may be reading the same bundle. */
async function replace(path: string, contents: Uint8Array): Promise<void> {
  const present = await readFile(path).catch(() => undefined);
  if (present?.equals(contents)) return;
  await mkdir(dirname(path), { recursive: true });
  const whole = `${path}.${process.pid}`;
  await writeFile(whole, contents);
  await rename(whole, path);
}
