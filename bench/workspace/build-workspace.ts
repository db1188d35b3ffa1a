import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleFunctions } from '../../bin/bundle-functions.ts';
import { FUNCTIONS, type FunctionName } from '../../contract/functions.ts';
import { type Bundle, buildBundle } from './build-bundle.ts';

export const REFERENCES = ['empty-handler', 'empty-streaming-handler', 'sdk-handler'] as const;
export type ReferenceName = (typeof REFERENCES)[number];
const SCRIPTS = ['fresh-host', 'warm-host', 'stand-ins', 'cpu-probe'] as const;
export type ScriptName = (typeof SCRIPTS)[number];

/** A temporary folder with everything that the bench runs in processes of its own, all of it bundled alike. */
export interface Workspace {
  readonly folder: string;
  /** One folder per function. */
  readonly functionsFolder: string;
  readonly functions: Readonly<Record<FunctionName, Bundle>>;
  readonly references: Readonly<Record<ReferenceName, Bundle>>;
  readonly scripts: Readonly<Record<ScriptName, string>>;
  remove(): Promise<void>;
}

/** The SDK in its ES modules sheds what is unused: what our functions are compared with gets the best bundle it can have. */
const SHED_UNUSED = { mainFields: ['module', 'main'] };

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Builds the functions as they are deployed, what they are compared with, and the processes that host them. */
export async function buildWorkspace(): Promise<Workspace> {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-bench-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const functionsFolder = join(folder, 'functions');
    const each = <N extends string, T>(names: readonly N[], make: (name: N) => Promise<T>) =>
      Promise.all(names.map(async (name) => [name, await make(name)] as const)).then(
        (pairs) => Object.fromEntries(pairs) as Record<N, T>,
      );
    await bundleFunctions();
    const functions = await each(Object.keys(FUNCTIONS) as FunctionName[], async (name) => {
      const bundle = await buildBundle(at(FUNCTIONS[name].entry), functionsFolder, name);
      return asDeployed(bundle, at(`dist/functions/${name}/index.cjs`));
    });
    const references = await each(REFERENCES, (name) =>
      buildBundle(at(`bench/subjects/${name}.ts`), join(folder, 'references'), name, SHED_UNUSED),
    );
    const scripts = await each(SCRIPTS, async (name) => {
      const { file } = await buildBundle(at(`bench/processes/${name}.ts`), join(folder, 'scripts'), name);
      return file;
    });
    return { folder, functionsFolder, functions, references, scripts, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function asDeployed(bundle: Bundle, deployed: string): Promise<Bundle> {
  if ((await readFile(deployed)).equals(await readFile(bundle.file))) return bundle;
  throw new Error(
    `${bundle.name} is not bundled as it is deployed: make bin/bundle-functions.ts use bin/bundle-options.ts as it is`,
  );
}
