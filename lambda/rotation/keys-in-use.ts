import { labelledAt } from '../domain/rotation/version-label.ts';
import type { Secret } from '../domain/secret.ts';
import type { RotationSecret } from '../flows/rotation-ports.ts';

/** Every value that a proxy may still send: of each version that is current, to come, or replaced and not retired yet. */
export async function keysInUse(secret: RotationSecret): Promise<readonly Secret[]> {
  const versions = await secret.versions();
  const used = versions.filter(
    (version) =>
      version.stages.includes('AWSCURRENT') ||
      (version.stages.length > 0 && labelledAt(version, 'retired') === undefined),
  );
  const held = await Promise.all(used.map(({ id }) => secret.read(id)));
  return held.flatMap((key) => (key === undefined ? [] : [key.secret]));
}
