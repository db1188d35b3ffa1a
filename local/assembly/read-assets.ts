import { join, resolve } from 'node:path';
import { readJson } from './read-json.ts';

interface AssetManifest {
  readonly files?: Readonly<
    Record<
      string,
      {
        readonly source?: { readonly path?: string };
        readonly destinations?: Readonly<Record<string, { readonly objectKey?: string }>>;
      }
    >
  >;
}

/**
 * Object key → absolute path of what would be uploaded under it. Templates name code by `Code.S3Key`; construct-path
 * metadata would be easier to follow but is absent when an app is synthesized without the CDK command line.
 */
export function readAssets(dir: string, manifestFiles: readonly string[]): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  for (const file of manifestFiles) {
    const manifest = readJson(join(dir, file)) as AssetManifest;
    for (const asset of Object.values(manifest.files ?? {})) {
      const source = asset.source?.path;
      if (source === undefined) continue;
      for (const { objectKey } of Object.values(asset.destinations ?? {}))
        if (objectKey !== undefined) paths.set(objectKey, resolve(dir, source));
    }
  }
  return paths;
}
