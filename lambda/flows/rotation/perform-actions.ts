import { Fault } from '../../domain/fault.ts';
import type { InHand } from '../../domain/rotation/next-rotation-action.ts';
import type { RotationAction } from '../../domain/rotation/rotation-action.ts';
import type { RotationFacts } from '../../domain/rotation/rotation-facts.ts';
import { labelFor } from '../../domain/rotation/version-label.ts';
import type { Secret } from '../../domain/secret.ts';
import type { KeyProvider } from '../rotation-ports.ts';
import { gatherFacts } from './gather-facts.ts';
import type { RotationDeps } from './rotation-deps.ts';
import { testKey } from './test-key.ts';

/** More than any story needs; one that goes on for longer is going in circles. */
const ACTIONS_MAX = 60;

/** What a run holds. Only the ids are told to whoever decides. */
interface Hands extends InHand {
  readonly secret?: Secret;
}

type Performed = Exclude<RotationAction, { do: 'nothing' | 'fail' | 'prove' }>;

/**
 * Reads the facts, does the one thing that `decide` says, and begins anew, until there is nothing to do or something to prove.
 * Rejects where a call does: whoever runs next finds what was done.
 */
export async function performActions(
  deps: RotationDeps,
  until: Date,
  decide: (facts: RotationFacts, hand: InHand) => RotationAction,
  needs: { readonly providerKeys?: boolean } = {},
): Promise<{ readonly facts: RotationFacts; readonly action: RotationAction }> {
  let hands: Hands = { lost: [], retired: [], restored: [] };
  for (let count = 0; count < ACTIONS_MAX; count += 1) {
    const facts = await gatherFacts(deps, needs);
    const action = decide(facts, hands);
    if (action.do === 'fail') throw new Fault(action.code);
    if (action.do === 'nothing' || action.do === 'prove') return { facts, action };
    hands = await perform(deps, until, action, hands);
  }
  throw new Fault('rotation.busy');
}

async function perform(
  deps: RotationDeps,
  until: Date,
  action: Performed,
  { secret, keyId, ...kept }: Hands,
): Promise<Hands> {
  const hands: Hands = { ...kept, ...(secret && { secret }), ...(keyId && { keyId }) };
  switch (action.do) {
    case 'mint': {
      const minted = await providerOf(deps).mint(action.name, action.keep);
      // Where the key itself is shown later, the next turn finds it by its name.
      return minted.secret === undefined ? kept : { ...kept, keyId: minted.id, secret: minted.secret };
    }
    case 'reveal': {
      const shown = await providerOf(deps).reveal(action.keyId);
      return shown === undefined
        ? { ...kept, lost: [...kept.lost, action.keyId] }
        : { ...kept, keyId: action.keyId, secret: shown };
    }
    case 'record':
      if (secret === undefined || keyId === undefined) throw new Fault('internal');
      await deps.secret.record(action.versionId, secret, keyId);
      return kept; // recorded, or another run was faster: its key is the version's
    case 'test':
      await testKey(deps, action, until);
      return { ...hands, tested: action.versionId };
    case 'promote':
      await deps.secret.promote(action.to, action.from);
      return hands;
    case 'retire':
      await providerOf(deps).retire(action.keyId);
      return { ...hands, retired: [...hands.retired, action.keyId] };
    case 'restore':
      await restore(deps, action.keyId);
      return { ...hands, restored: [...(hands.restored ?? []), action.keyId] };
    case 'label':
      await deps.secret.attach(labelFor(action.kind, action.versionId, deps.now()), action.versionId);
      return hands;
    case 'unlabel':
      await deps.secret.detach(action.stage, action.versionId);
      return hands;
  }
}

function providerOf(deps: RotationDeps): KeyProvider {
  if (deps.provider === undefined) throw new Fault('rotation.abandoned'); // nobody here makes keys
  return deps.provider;
}

async function restore(deps: RotationDeps, keyId: string): Promise<void> {
  if (deps.provider?.restore === undefined) throw new Fault('rotation.too_late');
  await deps.provider.restore(keyId);
}
