import type { Carrier } from '../../contract/upstream.ts';
import { type GatewayEvent, headerPairs, queryPairs } from './gateway-event.ts';

/** In which of its places a credential stood, in the config's words: `x-api-key`, `bearer`, `?key`. */
export function carrierOf(event: GatewayEvent, carriers: readonly Carrier[], credential: string): string {
  const found = carriers.find((carrier) => {
    const pairs = carrier.in === 'query' ? queryPairs(event) : headerPairs(event);
    const name = carrier.in === 'bearer' ? 'authorization' : carrier.name;
    return pairs.some(
      ([key, value]) => key.toLowerCase() === name.toLowerCase() && value.includes(credential),
    );
  });
  if (found === undefined) return '-';
  return found.in === 'bearer'
    ? 'bearer'
    : found.in === 'query'
      ? `?${found.name}`
      : found.name.toLowerCase();
}
