import type { Constraints } from '../../contract/constraints.ts';
import type { DetectionModes } from '../../contract/detection.ts';
import type { KeyPolicy } from '../../contract/key-policy.ts';
import type { LeakAction } from '../../contract/leak-intake.ts';
import type { Amounts, Period } from '../../contract/quota.ts';
import type { ResponsePolicy } from '../../contract/response-policy.ts';
import type { RotationDriver } from '../../contract/rotation.ts';
import type { Upstream } from '../../contract/upstream.ts';
import type { ResolvedInjection } from './injection.ts';
import type { PresetName } from './upstream-fields.ts';

/** The whole config with every default filled in. It is itself valid input. */
export interface SallyportConfig {
  readonly upstreams: Readonly<Record<string, UpstreamConfig>>;
  readonly products: Readonly<Record<string, Product>>;
  /** The built-in ones included. */
  readonly roles: Readonly<Record<string, Role>>;
  readonly plans: Readonly<Record<string, Plan>>;
  readonly stages: Readonly<Record<string, StageConfig>>;
}

/** What the proxy needs to know, and what only the stack does. */
export type UpstreamConfig = Upstream & {
  readonly preset: PresetName;
  readonly inject: ResolvedInjection;
  readonly rotation: Rotation;
};

/** How the upstream key is replaced, and when: after `everyDays`, or by `cron`. */
export type Rotation = RotationDriver & {
  readonly everyDays?: number;
  readonly cron?: string;
  readonly windowHours: number;
  /** Path of the cheapest call, relative to the base URL; without one a key cannot be tested. */
  readonly probe?: string;
  readonly probeHeaders?: Readonly<Record<string, string>>;
};

/** What a client key with this product may call: the union of its entries. */
export type Product = readonly ProductEntry[];

/** Routes of one upstream, narrowed to these methods, paths and constraints; absent means all. */
export interface ProductEntry {
  readonly upstream: string;
  readonly methods?: readonly string[];
  readonly paths?: readonly string[];
  readonly constraints?: Constraints;
}

/** Narrows what a key's products open: to these methods, and to these parts of upstreams; absent means no narrowing. */
export interface Role {
  readonly methods?: readonly string[];
  readonly only?: Product;
}

export interface Plan {
  /** Steady requests a second. */
  readonly rate: number;
  /** Requests that may come at once. */
  readonly burst: number;
  readonly quota?: { readonly limit: number; readonly per: 'day' | 'week' | 'month' };
  /** By upstream. */
  readonly hardQuotas?: Readonly<Record<string, HardQuotaConfig>>;
  readonly pool?: boolean;
}

export interface HardQuotaConfig {
  readonly per: Period;
  readonly zone?: string;
  readonly limits: Amounts;
}

export interface StageConfig {
  readonly name: string;
  /** False exactly for a stage that accepts loopback upstreams. */
  readonly deployable: boolean;
  readonly allowLoopbackUpstreams: boolean;
  /** Absent: wherever the AWS credentials point. */
  readonly region?: string;
  readonly account?: string;
  readonly audit: 'strict' | 'relaxed';
  /** How long DynamoDB holds records: what can be searched. */
  readonly auditRetentionDays: number;
  /** What proves the trail. */
  readonly auditArchive: {
    /** Who may take a lock off before its time: nobody, or whoever holds the permission to. */
    readonly lock: 'compliance' | 'governance';
    /** How long everything is locked. */
    readonly years: number;
    /** A record has this long to arrive before its time is sealed. */
    readonly sealLagSeconds: number;
  };
  /** A value that CloudWatch Logs offers. */
  readonly logRetentionDays: number;
  readonly domain?: { readonly name: string; readonly certificateArn: string };
  readonly removal: 'retain' | 'destroy';
  /** Requests from one address in 5 minutes; absent means no such rule. */
  readonly wafRequestsPer5Minutes?: number;
  readonly alarmEmail?: string;
  readonly tokens: {
    /** No short-lived token lives longer. */
    readonly ttlMaxSeconds: number;
    /** How often the key that signs them is replaced. */
    readonly rotateSignerDays: number;
  };
  /** Absent: keys may become as old as they like. */
  readonly keyPolicy?: KeyPolicy;
  /** Paths of the gateway that no client should call. */
  readonly decoyRoutes: readonly string[];
  /** Names of secrets in Secrets Manager that nobody should read. */
  readonly decoySecrets: readonly string[];
  /** Whether pages in a browser may call. */
  readonly cors: boolean;
  /** What is done when a honeytoken is used. */
  readonly response: ResponseConfig;
  /** What is looked for in a key's calls, and what is done about it. */
  readonly detection: DetectionModes;
  /** Who may report keys that leaked, and what is done about one that works. */
  readonly leakIntake: LeakIntakeConfig;
}

export interface LeakIntakeConfig {
  /** Whether GitHub is listened to. */
  readonly github: boolean;
  readonly action: LeakAction;
  /** Where the keys that sign GitHub's reports are read; absent: at GitHub. Only where loopback upstreams are. */
  readonly githubKeysUrl?: string;
}

/** A response policy as it is written: `blockFor` is a time such as `1h`. */
export type ResponseConfig = Omit<ResponsePolicy, 'blockForSeconds'> & { readonly blockFor: string };
