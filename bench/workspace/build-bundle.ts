import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type BuildOptions, build } from 'esbuild';
import { BUNDLE_OPTIONS } from '../../bin/bundle-options.ts';

export interface Bundle {
  readonly name: string;
  /** Holds the bundle as `index.cjs` and nothing else that it would load. */
  readonly folder: string;
  readonly file: string;
  readonly bytes: number;
  readonly gzipBytes: number;
  /** Source files that esbuild put into it. */
  readonly modules: number;
}

/** Bundles one entry into `<folder>/<name>/index.cjs`. */
export async function buildBundle(
  entry: string,
  folder: string,
  name: string,
  besides: Pick<BuildOptions, 'mainFields'> = {},
): Promise<Bundle> {
  const own = join(folder, name);
  const file = join(own, 'index.cjs');
  await mkdir(own, { recursive: true });
  const { metafile } = await build({
    ...BUNDLE_OPTIONS,
    metafile: true,
    ...besides,
    entryPoints: [entry],
    outfile: file,
  });
  const code = await readFile(file);
  return {
    name,
    folder: own,
    file,
    bytes: code.length,
    gzipBytes: gzipSync(code).length,
    modules: Object.keys(metafile.inputs).length,
  };
}
