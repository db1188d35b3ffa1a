import type { KeyItem } from '../../contract/tables.ts';
import type { KeyRequest } from './key-request.ts';

/** What a decoy is to be taken for, where it matters to whoever plants it. */
export interface Guise {
  readonly client?: string;
  readonly upstream?: string;
}

/** What the gateway has: what a first key would have. */
export interface GatewayOffer {
  readonly products: readonly string[];
  readonly plans: readonly string[];
}

/**
 * What a decoy asks for: what a real key of the table has, so that no field of its record sets it apart. Where the table has
 * none, what a first key would have.
 */
export function imitatedRequest(
  model: KeyItem | undefined,
  { client, upstream }: Guise,
  offer: GatewayOffer,
): KeyRequest {
  const own = upstream !== undefined && offer.products.includes(upstream) ? { products: [upstream] } : {};
  const named = client === undefined ? {} : { client };
  if (model === undefined) {
    const first = {
      client: 'app',
      products: offer.products,
      plan: offer.plans[0] ?? '',
      expiresAtSeconds: 0,
      ips: [],
      note: '',
    };
    return { ...first, ...own, ...named };
  }
  const { products, plan, expiresAtSeconds, ips, note, role, scopes, mayMint, owner, labels } = model;
  const optional = { role, scopes, mayMint, owner, labels };
  const kept = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined));
  // Scopes name paths of what the model may call.
  const narrowed = 'products' in own && scopes !== undefined ? { products } : own;
  return {
    client: model.client,
    products,
    plan,
    expiresAtSeconds,
    ips,
    note,
    ...kept,
    ...narrowed,
    ...named,
  };
}

/** Whether a record is one that a decoy can be taken for: it works, or would with the next request. */
export const isModel = (item: KeyItem, now: Date): boolean =>
  item.state === 'active' &&
  item.supersededBy === undefined &&
  (item.expiresAtSeconds === 0 || item.expiresAtSeconds * 1000 > now.getTime() + DAY_MS);

/** A decoy that lives no longer than this is not worth planting. */
const DAY_MS = 86_400_000;
