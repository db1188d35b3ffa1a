/** What was done to the trail, as far as it shows. */
export type Tampering =
  | 'edited'
  | 'deleted'
  | 'inserted'
  | 'swapped'
  | 'truncated'
  | 'forged'
  | 'unreadable'
  | 'rewritten'
  | 'repacked';

/** One thing that is not as it was sealed. */
export interface ChainFinding {
  readonly where: 'manifest' | 'archive' | 'table';
  readonly what: Tampering;
  /** Of the manifest that was, or that seals the record. */
  readonly sequence: number;
  readonly shard?: string;
  /** Place of the record in its shard's chain; the first is 1. */
  readonly position?: number;
  /** Sort key of the record in the audit table: when it was, which call, which kind. */
  readonly entry?: string;
  /** Name of the object in the archive. */
  readonly object?: string;
  readonly says: string;
}
