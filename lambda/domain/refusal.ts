/** A known key that was refused. No field could hold the key itself. */
export interface Refusal {
  readonly callId: string;
  readonly keyId: string;
  readonly client: string;
  readonly ip: string;
  /** `credential.revoked`, … */
  readonly verdict: string;
  /** Whether the audit has acknowledged it by now. */
  readonly recorded: boolean;
}
