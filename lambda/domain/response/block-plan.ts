import type { ResponseMode, ResponsePolicy } from '../../../contract/response-policy.ts';
import { type BlockObjection, blockObjection } from '../block-objection.ts';

/** What is to be done about the source of a trip. */
export type BlockPlan =
  | { readonly kind: 'off' }
  | { readonly kind: 'block' }
  | { readonly kind: 'report'; readonly because: 'policy' | BlockObjection; readonly lastAllowedAt?: Date };

/** Decides from the policy, and from when a call from the source was last allowed if that was asked. */
export function planBlock(
  policy: ResponsePolicy,
  { carrier, source }: { readonly carrier: string; readonly source: string },
  now: Date,
  lastAllowedAt?: Date,
): BlockPlan {
  const mode: ResponseMode = carrier === 'route' ? policy.blockRouteCaller : policy.block;
  if (mode === 'off') return { kind: 'off' };
  const because = blockObjection(source, { now, neverBlock: policy.neverBlock, lastAllowedAt });
  if (because !== undefined) return { kind: 'report', because, lastAllowedAt };
  return mode === 'enforce' ? { kind: 'block' } : { kind: 'report', because: 'policy' };
}
