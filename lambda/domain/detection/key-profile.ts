import type { PlaceMemory } from './place-memory.ts';

/** What is remembered of a key's calls. However many there were, it stays small. */
export interface KeyProfile {
  /** Mark of the newest call that is in it. */
  readonly through: string;
  readonly calls: number;
  readonly lastAtMs: number;
  readonly countries: PlaceMemory;
  readonly networks: PlaceMemory;
  /** Where the last call with a known country came from. */
  readonly lastPlace?: { readonly country: string; readonly atMs: number; readonly callId: string };
  /** Pairs of countries whose distance was told of; the newest last. */
  readonly pairsTold: readonly string[];
  readonly hours: HourMemory;
  readonly forbidden: readonly { readonly atMs: number; readonly callId: string }[];
  readonly forbiddenToldAtMs: number;
}

export interface HourMemory {
  /** Hours since 1970 of the one that is counted. */
  readonly hour: number;
  readonly count: number;
  /** Counts of the hours before that had calls; the newest last. */
  readonly past: readonly number[];
  readonly toldAtHour: number;
}

export const EMPTY_PROFILE: KeyProfile = {
  ...{ through: '', calls: 0, lastAtMs: 0, countries: [], networks: [], pairsTold: [] },
  hours: { hour: 0, count: 0, past: [], toldAtHour: 0 },
  ...{ forbidden: [], forbiddenToldAtMs: 0 },
};
