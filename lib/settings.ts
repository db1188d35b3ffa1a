import type { AuthorizerSettings, ProxySettings } from '../contract/settings.ts';
import type { Upstream } from '../contract/upstream.ts';
import { productRoutes, type SallyportConfig, type StageConfig, type UpstreamConfig } from './config.ts';

/** Which mount accepts a client key in which places. */
export const authorizerSettings = (config: SallyportConfig): AuthorizerSettings => ({
  mounts: Object.values(config.upstreams).map(({ mount, carriers }) => ({ mount, carriers })),
});

/** What the proxy of one upstream needs to know: the upstream, and which products open which of its routes. */
export function proxySettings(config: SallyportConfig, stage: StageConfig, upstream: string): ProxySettings {
  const own = config.upstreams[upstream];
  if (own === undefined) throw new Error(`the config has no upstream ${upstream}`);
  const products = Object.keys(config.products)
    .map((product) => [product, productRoutes(config, product, upstream)] as const)
    .filter(([, routes]) => routes.length > 0);
  return {
    upstream: withoutSynthFields(own),
    products: Object.fromEntries(products),
    allowLoopbackUpstreams: stage.allowLoopbackUpstreams,
  };
}

/** The function is told what it acts on; the rest of the config is the stack's business. */
function withoutSynthFields({ preset: _preset, rotation: _rotation, ...upstream }: UpstreamConfig): Upstream {
  return upstream;
}
