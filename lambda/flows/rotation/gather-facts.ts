import { keyName, keyPrefix } from '../../domain/rotation/key-name.ts';
import type { RotationFacts, RotationVersion } from '../../domain/rotation/rotation-facts.ts';
import type { LabelledVersion } from '../rotation-ports.ts';
import type { RotationDeps } from './rotation-deps.ts';

/**
 * Everything that Secrets Manager says now, and the provider where its keys are asked for. A key's value is read for its id, and goes
 * no further.
 */
export async function gatherFacts(
  deps: RotationDeps,
  { providerKeys = true }: { readonly providerKeys?: boolean } = {},
): Promise<RotationFacts> {
  const prefix = keyPrefix(deps.stage, deps.upstream);
  const [versions, keys] = await Promise.all([
    deps.secret.versions(),
    (providerKeys ? deps.provider?.list(prefix) : undefined) ?? Promise.resolve([]),
  ]);
  const alive = new Set(keys.filter(({ deleted }) => !deleted).map(({ name }) => name));
  const read = async (version: LabelledVersion): Promise<RotationVersion> => {
    if (version.stages.length === 0 && !alive.has(keyName(prefix, version.id))) return version;
    const held = await deps.secret.read(version.id);
    if (held === undefined) return version;
    return { ...version, key: held.keyId === undefined ? {} : { keyId: held.keyId } };
  };
  const known = await Promise.all(versions.map(read));
  return { versions: known, keys, minted: deps.provider !== undefined, prefix, now: deps.now() };
}
