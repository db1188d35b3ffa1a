import type { DetectionModes } from '../../contract/detection.ts';
import type { KeyPolicy } from '../../contract/key-policy.ts';
import type { LeakIntakeConfig, ResponseConfig, StageConfig } from './resolved.ts';

/** A stage as the user writes it. */
export interface StageInput {
  /** AWS Region. @default that of the credentials @example `region: 'eu-central-1'` */
  readonly region?: string;
  /** AWS account. @default that of the credentials @example `account: '123456789012'` */
  readonly account?: string;
  /** Loopback addresses, over plain HTTP too. Such a stage runs on one machine and is never deployed. @default false @example `allowLoopbackUpstreams: true` */
  readonly allowLoopbackUpstreams?: boolean;
  /** `strict`: no answer without an audit record. `relaxed`: availability first. @default 'strict' @example `audit: 'strict'` */
  readonly audit?: 'strict' | 'relaxed';
  /** @default 90 @example `auditRetentionDays: 90` */
  readonly auditRetentionDays?: number;
  /** How the archive of sealed audit records is locked, and how long. @default governance, a year @example `auditArchive: { lock: 'compliance', years: 7 }` */
  readonly auditArchive?: Partial<StageConfig['auditArchive']>;
  /** One of the values that CloudWatch Logs offers. @default 30 @example `logRetentionDays: 30` */
  readonly logRetentionDays?: number;
  /** Custom domain and its certificate in the stage's Region. @default none @example `domain: { name: 'api.example.com', certificateArn: 'arn:aws:acm:…' }` */
  readonly domain?: { readonly name: string; readonly certificateArn: string };
  /** What becomes of tables, secrets and keys when the stack is deleted. @default 'retain' @example `removal: 'retain'` */
  readonly removal?: 'retain' | 'destroy';
  /** Requests from one address in 5 minutes. @default no such rule @example `wafRequestsPer5Minutes: 2_000` */
  readonly wafRequestsPer5Minutes?: number;
  /** Who hears of alarms. @default nobody @example `alarmEmail: 'security@example.com'` */
  readonly alarmEmail?: string;
  /** How long a short-lived token may live, and how often the key that signs them is replaced. @default an hour, 30 days @example `tokens: { ttlMaxSeconds: 900, rotateSignerDays: 30 }` */
  readonly tokens?: { readonly ttlMaxSeconds?: number; readonly rotateSignerDays?: number };
  /** How old a client key may become, and whether older ones are refused or only counted. @default no limit @example `keyPolicy: { maxAgeDays: 90, older: 'report' }` */
  readonly keyPolicy?: KeyPolicy;
  /** Paths of the gateway that no client should call; whoever does trips them. @default none @example `decoyRoutes: ['/internal/admin']` */
  readonly decoyRoutes?: readonly string[];
  /** Names of secrets in Secrets Manager that nobody should read; whoever does trips them. Needs a CloudTrail trail. @default none @example `decoySecrets: ['prod/stripe/live-key']` */
  readonly decoySecrets?: readonly string[];
  /** Lets pages in a browser call, of any origin: give them short-lived tokens, never a client key. @default false @example `cors: true` */
  readonly cors?: boolean;
  /** What is done when a honeytoken is used. @default sources are blocked for an hour, everything else is reported @example `response: { block: 'enforce', quarantineBeside: 'enforce', blockFor: '1h', neverBlock: ['198.51.100.0/24'] }` */
  readonly response?: Partial<ResponseConfig>;
  /** What is looked for in a key's calls, and whether it is reported or the key quarantined as well. @default everything but `newNetwork` is reported @example `detection: { newCountry: 'enforce', spike: 'report', longSleep: 'off' }` */
  readonly detection?: Partial<DetectionModes>;
  /** Whether GitHub may report keys that it found in public, and what is done about one that works, whoever found it. @default nobody may, `report` @example `leakIntake: { github: true, action: 'quarantine' }` */
  readonly leakIntake?: Partial<LeakIntakeConfig>;
}
