import type { BlockObjection } from '../block-objection.ts';
import { type RerollOutcome, rerollWords } from './reroll-words.ts';

/** How blocking a source went. `untold`: it is done, and the bus does not know. */
export type BlockOutcome =
  | { readonly kind: 'off' | 'failed' }
  | { readonly kind: 'blocked'; readonly until: string; readonly untold?: true }
  | { readonly kind: 'reported'; readonly because: 'policy' | BlockObjection; readonly lastAllowedAt?: Date };

/** How quarantining the key beside went. `alone`: it was planted beside none. `gone`: there is none, or it is revoked. `spared`: what was read works no more. */
export interface QuarantineOutcome {
  readonly kind: 'alone' | 'spared' | 'off' | 'reported' | 'quarantined' | 'gone' | 'failed';
  readonly keyId?: string;
  readonly untold?: true;
}

/** How opening a finding in Security Hub went. */
export interface FindingOutcome {
  readonly kind: 'off' | 'opened' | 'failed';
}

export interface Outcomes {
  readonly block: BlockOutcome;
  readonly reroll: RerollOutcome;
  readonly quarantine: QuarantineOutcome;
  readonly finding: FindingOutcome;
}

/** Whether something is left to do. */
export const isUnfinished = ({ block, reroll, quarantine, finding }: Outcomes): boolean =>
  [block, reroll, quarantine, finding].some(
    (outcome) => outcome.kind === 'failed' || ('untold' in outcome && outcome.untold),
  );

const OBJECTIONS: Readonly<Record<'policy' | BlockObjection, string>> = {
  policy: 'the policy only reports',
  malformed: 'it is no address',
  'too-wide': 'the range is too wide',
  'not-public': 'no stranger has such an address',
  'never-block': 'it is on the never-block list',
  'good-traffic': 'a client may be behind it',
  'hourly-cap': 'the cap of blocks per hour is reached',
};

/** What was done about one source, in one sentence, without anything a stranger wrote. */
export const answerWords = ({ block, reroll, quarantine, finding }: Outcomes): string =>
  [blockWords(block), rerollWords(reroll), quarantineWords(quarantine), FINDING_WORDS[finding.kind]]
    .filter((words) => words !== '')
    .join('; ');

const FINDING_WORDS: Readonly<Record<FindingOutcome['kind'], string>> = {
  off: '',
  opened: 'finding opened',
  failed: 'finding NOT opened: it failed, and is tried again',
};

function blockWords(block: BlockOutcome): string {
  switch (block.kind) {
    case 'off':
      return 'source not blocked: blocking is off';
    case 'failed':
      return 'source NOT blocked: it failed, and is tried again';
    case 'blocked':
      return `source blocked until ${block.until}`;
    case 'reported': {
      const { because, lastAllowedAt } = block;
      const when =
        because === 'good-traffic' && lastAllowedAt !== undefined
          ? ` (a call was allowed at ${lastAllowedAt.toISOString()})`
          : '';
      return `source NOT blocked: ${OBJECTIONS[because]}${when}`;
    }
  }
}

function quarantineWords({ kind, keyId = '' }: QuarantineOutcome): string {
  switch (kind) {
    case 'alone':
    case 'spared':
      return '';
    case 'off':
      return `key ${keyId} beside it left alone: quarantine is off`;
    case 'reported':
      return `key ${keyId} beside it NOT quarantined: the policy only reports`;
    case 'quarantined':
      return `key ${keyId} beside it quarantined`;
    case 'gone':
      return `key ${keyId} beside it works no more`;
    case 'failed':
      return `key ${keyId} beside it NOT quarantined: it failed, and is tried again`;
  }
}
