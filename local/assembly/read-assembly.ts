import { join, resolve } from 'node:path';
import { LocalRunError } from '../local-run-error.ts';
import { readAssets } from './read-assets.ts';
import { readJson } from './read-json.ts';
import type { Template } from './template.ts';

interface Artifact {
  readonly type?: string;
  readonly properties?: {
    readonly templateFile?: string;
    readonly stackName?: string;
    readonly file?: string;
  };
}

/** One stack of a synthesized CDK app. */
export interface Assembly {
  readonly stackName: string;
  readonly template: Template;
  /** Object key → absolute path. */
  readonly assets: ReadonlyMap<string, string>;
}

/** Reads the only stack of a `cdk.out`, or the one named by its stack name or artifact id. */
export function readAssembly(assemblyDir: string, stackName?: string): Assembly {
  const dir = resolve(assemblyDir);
  const manifest = readJson(join(dir, 'manifest.json')) as {
    readonly artifacts?: Readonly<Record<string, Artifact>>;
  };
  const artifacts = Object.entries(manifest.artifacts ?? {});
  const stacks = artifacts
    .filter(([, artifact]) => artifact.type === 'aws:cloudformation:stack')
    .map(([id, artifact]) => ({
      id,
      name: artifact.properties?.stackName ?? id,
      file: artifact.properties?.templateFile ?? `${id}.template.json`,
    }));
  const wanted = stackName === undefined ? stacks : stacks.filter((s) => [s.name, s.id].includes(stackName));
  const [stack, ...others] = wanted;
  if (stack === undefined || others.length > 0) {
    const found = stacks.map((s) => s.name).join(', ') || 'none';
    throw new LocalRunError(
      stackName === undefined
        ? `${dir} must hold exactly one stack to run (found: ${found}). Name one with \`stackName\`.`
        : `${dir} holds no single stack named ${stackName} (found: ${found}).`,
    );
  }
  const assetManifests = artifacts.flatMap(([, artifact]) =>
    artifact.type === 'cdk:asset-manifest' && artifact.properties?.file ? [artifact.properties.file] : [],
  );
  return {
    stackName: stack.name,
    template: readJson(join(dir, stack.file)) as Template,
    assets: readAssets(dir, assetManifests),
  };
}
