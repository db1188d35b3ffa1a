/** Where decoys were planted: one partition of the honeytokens table, sorted by the key ids of the decoys. */
export const PLACEMENTS = { partition: 'placements' } as const;

/** A decoy key, and where it lies. Nothing else in the account says that this key is a decoy. */
export interface PlacementItem {
  readonly tokenId: typeof PLACEMENTS.partition;
  /** Key id of the decoy. */
  readonly entry: string;
  /** `pending`: written before the key, which nobody was given yet. `removed`: the key is an ordinary revoked one. */
  readonly state: 'pending' | 'planted' | 'removed';
  /** The place, in words: `repo acme/web, .env`. */
  readonly label: string;
  /** Key id of the real key that whoever reads the decoy reads as well. */
  readonly beside?: string;
  /** Upstream that the decoy pretends to be for. */
  readonly upstream?: string;
  /** Address of the place, for people. */
  readonly link?: string;
  /** An operator's identity. */
  readonly plantedBy: string;
  /** ISO 8601, UTC. */
  readonly plantedAt: string;
  /** Who last said that the uses so far are dealt with, and when. */
  readonly acknowledgedBy?: string;
  readonly acknowledgedAt?: string;
  readonly removedBy?: string;
  readonly removedAt?: string;
  readonly removedBecause?: string;
}
