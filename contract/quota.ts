/** What a hard quota can count. `requests` fits every upstream, the others the APIs that have them. */
export const UNITS = ['requests', 'units', 'searches', 'uploads', 'tokens'] as const;
export type Unit = (typeof UNITS)[number];

export type Amounts = Readonly<Partial<Record<Unit, number>>>;

export const PERIODS = ['minute', 'hour', 'day', 'month'] as const;
export type Period = (typeof PERIODS)[number];

/** How an upstream's calls are measured: what a call costs beyond being a request. */
export type Meter = 'requests' | 'youtube' | 'gemini';

export const METERED_UNITS: Readonly<Record<Meter, readonly Unit[]>> = {
  requests: ['requests'],
  youtube: ['requests', 'units', 'searches', 'uploads'],
  gemini: ['requests', 'tokens'],
};

/** Limits of one plan on one upstream that are never exceeded, each counted from the start of its period. */
export interface HardQuota {
  readonly per: Period;
  /** IANA time zone in which days and months begin. */
  readonly zone: string;
  readonly limits: Amounts;
  /** One count for everybody on the plan, instead of one for each key. */
  readonly pooled: boolean;
}

/** Names of the quota table's attributes; each unit's count has the unit's own name. */
export const QUOTAS = {
  /** `<key id, or plan:<name>>#<upstream>#<start of the period>` */
  partitionKey: 'counter',
  expiresAt: 'expiresAt',
  /** Set by whoever first told that the quota is used up. */
  toldAt: 'toldAt',
} as const;
