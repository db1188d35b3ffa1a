/** A version of a secret. Binary values are not kept. */
export interface SecretVersion {
  readonly id: string;
  readonly text: string;
  stages: string[];
  /** Unix milliseconds. */
  readonly createdAt: number;
}

export interface SecretRecord {
  readonly arn: string;
  readonly name: string;
  readonly description?: string;
  readonly kmsKeyId?: string;
  readonly createdAt: number;
  changedAt: number;
  versions: SecretVersion[];
}

/** What the file holds, by ARN. */
export type Secrets = Record<string, SecretRecord>;

export const CURRENT = 'AWSCURRENT';
export const PREVIOUS = 'AWSPREVIOUS';
