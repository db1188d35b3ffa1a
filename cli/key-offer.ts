import type { KeyOffer } from '../lambda/domain/key-rights.ts';
import type { Outputs } from './outputs.ts';

/** What the gateway's config offers to client keys. */
export const keyOffer = ({ products, plans, roles, upstreams }: Outputs): KeyOffer => ({
  products,
  plans: Object.keys(plans),
  roles,
  mounts: Object.values(upstreams).map(({ mount }) => mount),
});
