/** How rerolling the key beside went. `unfit`: there is none, or it is not active. */
export interface RerollOutcome {
  readonly kind: 'off' | 'reported' | 'rerolled' | 'unfit' | 'failed';
  readonly keyId?: string;
  /** Names the reroll, for whoever fetches the new key. */
  readonly token?: string;
  readonly untold?: true;
}

/** One for each decoy, and a new one once its uses so far are dealt with. */
export const rerollToken = (tokenId: string, acknowledgedAt = ''): string =>
  `trip:${tokenId}${acknowledgedAt === '' ? '' : `:${Math.floor(Date.parse(acknowledgedAt) / 1_000)}`}`;

export function rerollWords({ kind, keyId = '', token = '' }: RerollOutcome): string {
  switch (kind) {
    case 'off':
      return '';
    case 'reported':
      return `key ${keyId} beside it NOT rerolled: the policy only reports`;
    case 'rerolled':
      return `key ${keyId} beside it rerolled, the old one works no more; fetch the new one, encrypted: keys reroll ${keyId} --grace 0 --request-token ${token} --deliver-to PUBLIC-KEY-FILE`;
    case 'unfit':
      return `key ${keyId} beside it NOT rerolled: it is not active`;
    case 'failed':
      return `key ${keyId} beside it NOT rerolled: it failed, and is tried again`.replace(
        'key  ',
        'the key ',
      );
  }
}
