import type { KeyState } from '../../contract/tables.ts';

/** What an operator may do with a key's state. */
export type KeyVerb = 'disable' | 'enable' | 'quarantine' | 'revoke';

interface Transition {
  readonly from: readonly KeyState[];
  readonly to: KeyState;
}

const TRANSITIONS: Readonly<Record<KeyVerb, Transition>> = {
  disable: { from: ['active'], to: 'disabled' },
  enable: { from: ['disabled', 'quarantined'], to: 'active' },
  quarantine: { from: ['active', 'disabled'], to: 'quarantined' },
  revoke: { from: ['active', 'disabled', 'quarantined', 'pending'], to: 'revoked' },
};

export type NextState =
  | { readonly kind: 'change'; readonly to: KeyState }
  | { readonly kind: 'already' }
  | { readonly kind: 'refused' };

/** What a verb makes of a state. Nothing leads back from `revoked`, and a quarantine is not lifted by disabling. */
export function nextState(state: KeyState, verb: KeyVerb): NextState {
  const { from, to } = TRANSITIONS[verb];
  if (state === to) return { kind: 'already' };
  return from.includes(state) ? { kind: 'change', to } : { kind: 'refused' };
}
