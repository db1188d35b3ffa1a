/**
 * What became of a key that was found in public. `because`: why it was not rerolled, where it should have been. `again`: that was
 * done when it was reported before. `untold`: it is done, and the bus does not know.
 */
export type LeakOutcome =
  | { readonly kind: 'decoy' | 'gone' | 'reported' }
  /** It works no more: `state` says since what. */
  | { readonly kind: 'dead'; readonly state: string }
  | (Stopped & { readonly kind: 'quarantined'; readonly because?: NoReroll })
  | (Stopped & { readonly kind: 'rerolled'; readonly token: string })
  | { readonly kind: 'failed'; readonly because?: NoReroll };

interface Stopped {
  readonly again?: true;
  readonly untold?: true;
}

/** `no-recipient`: the config names nobody for whom a new key could be encrypted. `unfit`: its state forbids it. */
export type NoReroll = 'no-recipient' | 'unfit' | 'failed';

const NO_REROLL: Readonly<Record<NoReroll, string>> = {
  'no-recipient': 'not rerolled: response.deliverTo names nobody who could read a new key',
  unfit: 'not rerolled: its state forbids it',
  failed: 'not rerolled: it failed',
};

const alsoWhy = (because: NoReroll | undefined): string =>
  because === undefined ? '' : `; ${NO_REROLL[because]}`;

/** What was done, in one sentence, without anything a stranger wrote. */
export function leakWords(outcome: LeakOutcome): string {
  switch (outcome.kind) {
    case 'decoy':
      return 'it is a honeytoken: nobody can use it';
    case 'gone':
      return 'there is no such key any more';
    case 'dead':
      return `it works no more (${outcome.state})`;
    case 'reported':
      return 'it WORKS, and was NOT stopped: the policy only reports';
    case 'quarantined':
      return `quarantined${alsoWhy(outcome.because)}`;
    case 'rerolled':
      return 'rerolled, the old value works no more';
    case 'failed':
      return `it WORKS, and was NOT stopped: that failed, and is tried again${alsoWhy(outcome.because)}`;
  }
}

/** Whether something is left to do. */
export const isLeakUnfinished = (outcome: LeakOutcome): boolean =>
  outcome.kind === 'failed' || ('untold' in outcome && outcome.untold === true);

/** Names the reroll of one leaked value: whatever reports it again takes no further key from the client. */
export const leakRerollToken = (fingerprint: string): string => `leak:${fingerprint}`;
