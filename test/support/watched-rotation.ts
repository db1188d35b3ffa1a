import { SECRET_USABLE_MS } from '../../contract/secrets.ts';
import type { Provider } from './fake-key-provider.ts';
import { REQUEST_MS, RotationWorld } from './rotation-world.ts';

/**
 * A world that throws at the first call after which not exactly one version is current, or a key that a proxy's memory may still
 * hold, or that a request may still carry, is refused upstream.
 */
export async function watchedWorld(provider: Provider, graceMs: number): Promise<RotationWorld> {
  const world = new RotationWorld(provider, graceMs);
  await world.start();
  const served = new Map<string, number>();
  world.watch = () => {
    const now = world.clock.now().getTime();
    const currents = world.secret.held.filter(({ stages }) => stages.includes('AWSCURRENT'));
    if (currents.length !== 1) throw new Error(`${currents.length} versions are current`);
    served.set(currents[0]?.key?.text ?? 'nothing', now);
    for (const [text, at] of served)
      if (now - at <= SECRET_USABLE_MS + REQUEST_MS && !world.provider.accepts(text))
        throw new Error('a key that a cache may hold is refused upstream');
  };
  world.watch();
  return world;
}
