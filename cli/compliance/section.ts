/** A bar for each thing, against a limit where there is one. */
export interface Chart {
  readonly title: string;
  readonly unit: string;
  readonly limit?: number;
  readonly bars: readonly { readonly label: string; readonly value: number }[];
}

/** One part of the report. Its texts may be foreign; whoever writes them makes them harmless. */
export interface Section {
  readonly id: string;
  readonly title: string;
  /** What somebody has to see to; empty where all is well. */
  readonly open: readonly string[];
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly chart?: Chart;
  readonly table?: {
    readonly head: readonly string[];
    readonly rows: readonly (readonly string[])[];
  };
  /** Where it comes from, and what it does not show. */
  readonly notes: readonly string[];
}

export interface Compliance {
  readonly stage: string;
  /** ISO 8601, UTC. */
  readonly from: string;
  readonly to: string;
  readonly by: string;
  readonly sections: readonly Section[];
}
