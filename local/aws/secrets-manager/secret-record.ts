/** The value of a version: text, or bytes as base64. */
export type SecretValue = { readonly text: string } | { readonly binary: string };

/** A version of a secret. One without a value was made by a rotation that has not got that far. */
export interface SecretVersion {
  readonly id: string;
  text?: string;
  /** Base64. */
  binary?: string;
  stages: string[];
  /** Unix milliseconds. */
  readonly createdAt: number;
}

/** As the API has it; https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotationRulesType.html. */
export interface RotationRules {
  readonly AutomaticallyAfterDays?: number;
  readonly ScheduleExpression?: string;
  readonly Duration?: string;
}

/** A rotation under way, or one that failed and is tried again. */
export interface RotationAttempt {
  readonly versionId: string;
  /** How often it was begun and failed. */
  failures: number;
  dueAt: number;
  /** Only the function is tried out; the version goes with it. @default false */
  readonly trial?: true;
}

export interface Rotation {
  enabled: boolean;
  lambdaArn: string;
  rules?: RotationRules;
  /** When the schedule was set: what intervals are counted from until there is a rotation. */
  startedAt: number;
  lastRotatedAt?: number;
  /** Start and end of the next rotation window. */
  nextAt?: number;
  nextUntil?: number;
  attempt?: RotationAttempt;
  /** The template's schedule as it was last applied. */
  template?: string;
}

export interface SecretRecord {
  readonly arn: string;
  readonly name: string;
  description?: string;
  kmsKeyId?: string;
  readonly createdAt: number;
  changedAt: number;
  /** A day: AWS tells no more. */
  accessedAt?: number;
  tags?: Record<string, string>;
  /** When deletion was asked for, and when there is no way back. */
  deleted?: { readonly at: number; readonly finalAt: number };
  rotation?: Rotation;
  versions: SecretVersion[];
}

/** What the file holds, by ARN. */
export type Secrets = Record<string, SecretRecord>;

export const CURRENT = 'AWSCURRENT';
export const PREVIOUS = 'AWSPREVIOUS';
export const PENDING = 'AWSPENDING';

export const holderOf = (secret: SecretRecord, stage: string): SecretVersion | undefined =>
  secret.versions.find((version) => version.stages.includes(stage));
