import type { DetectionModes } from './detection.ts';
import type { FunctionName } from './functions.ts';
import type { GoogleFederation } from './key-drivers.ts';
import type { KeyPolicy } from './key-policy.ts';
import type { LeakAction } from './leak-intake.ts';
import type { HardQuota, Meter } from './quota.ts';
import type { ResponsePolicy } from './response-policy.ts';
import type { RotationDriver } from './rotation.ts';
import type { Carrier, Route, Upstream } from './upstream.ts';

/** The file beside each bundle that holds what the config decided for that function. Never a secret. */
export const SETTINGS_FILE = 'settings.json';

/** Which mount accepts a client key in which places. */
export interface MountSettings {
  /** Path prefix without a trailing slash, e.g. `/gemini`. */
  readonly mount: string;
  readonly carriers: readonly Carrier[];
}

export interface AuthorizerSettings {
  readonly mounts: readonly MountSettings[];
  /** Paths that no client should call. */
  readonly decoyRoutes: readonly string[];
  /** Absent: keys may become as old as they like. */
  readonly keyPolicy?: KeyPolicy;
}

export interface ProxySettings {
  readonly upstream: Upstream;
  /** Product name → the routes of this upstream that it opens. Products without a route here are absent. */
  readonly products: Readonly<Record<string, readonly Route[]>>;
  /** Role name → the routes of this upstream that it leaves open. Roles that leave none are absent. */
  readonly roles: Readonly<Record<string, readonly Route[]>>;
  /** How this upstream's calls are measured. */
  readonly meter: Meter;
  /** Plan name → its hard quota on this upstream. Plans without one here are absent. */
  readonly quotas: Readonly<Record<string, HardQuota>>;
  /** Only a stage that cannot be deployed accepts plain HTTP and loopback addresses. */
  readonly allowLoopbackUpstreams: boolean;
  /** Whether pages in a browser may read the answers. @default false */
  readonly cors?: boolean;
  /** Where there is no key: how the proxy gets access tokens itself. */
  readonly federation?: GoogleFederation;
}

export interface MintSettings {
  /** No token lives longer. */
  readonly ttlMaxSeconds: number;
  /** Whether pages in a browser may read the answers. @default false */
  readonly cors?: boolean;
  /** Absent: keys may become as old as they like. */
  readonly keyPolicy?: KeyPolicy;
}

export interface DetectSettings {
  readonly modes: DetectionModes;
}

export interface ResponderSettings {
  readonly policy: ResponsePolicy;
  /** Names of the secrets that nobody should read. */
  readonly decoySecrets: readonly string[];
  /** What is done about a key that works and is reported as leaked. */
  readonly leakAction: LeakAction;
}

export interface LeakIntakeSettings {
  /** Where the public keys are read that sign GitHub's reports. */
  readonly githubKeysUrl: string;
  /** Only a stage that cannot be deployed accepts plain HTTP and loopback addresses. */
  readonly allowLoopbackUpstreams: boolean;
}

export interface RotationSettings {
  readonly upstream: Upstream;
  readonly driver: RotationDriver;
  /** A current key that is older is counted as overdue. */
  readonly keyDaysMax?: number;
  /** Path of the cheapest call, relative to the base URL. Absent: a new key is taken untested, and no death is proven. */
  readonly probe?: string;
  readonly probeHeaders?: Readonly<Record<string, string>>;
  /** Only a stage that cannot be deployed accepts plain HTTP and loopback addresses. */
  readonly allowLoopbackUpstreams: boolean;
}

interface SettingsByFunction {
  readonly authorizer: AuthorizerSettings;
  readonly proxy: ProxySettings;
  readonly 'token-mint': MintSettings;
  readonly 'signer-rotation': object;
  readonly responder: ResponderSettings;
  readonly 'leak-intake': LeakIntakeSettings;
  readonly detect: DetectSettings;
  readonly rotation: RotationSettings;
  readonly 'audit-seal': object;
}
export type SettingsOf<F extends FunctionName> = SettingsByFunction[F];
