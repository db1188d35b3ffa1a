/** `off`: nothing. `report`: say what would have been done. `enforce`: do it. */
export const RESPONSE_MODES = ['off', 'report', 'enforce'] as const;
export type ResponseMode = (typeof RESPONSE_MODES)[number];

/** What the responder does about the use of a honeytoken, one decision for each action, and how far it may go. */
export interface ResponsePolicy {
  /** Refuse whoever used a decoy key for a while. */
  readonly block: ResponseMode;
  /** Refuse whoever called a decoy route. A link on any page can make a visitor call one. */
  readonly blockRouteCaller: ResponseMode;
  /** Deny the real key that the decoy was planted beside. */
  readonly quarantineBeside: ResponseMode;
  /** Give that key a new value in place of denying it, encrypted for `deliverTo`, and end the old one at once. */
  readonly reroll: ResponseMode;
  /** A public key, PEM or JWK. There where `reroll` is enforced. */
  readonly deliverTo?: string;
  readonly blockForSeconds: number;
  /** Beyond them, sources are reported only. */
  readonly blocksPerHourMax: number;
  /** Addresses and CIDR ranges that are never blocked. */
  readonly neverBlock: readonly string[];
  /** Open a finding in Security Hub. */
  readonly securityHub: boolean;
}
