/** A version of the upstream's secret. */
export interface RotationVersion {
  readonly id: string;
  readonly stages: readonly string[];
  readonly createdAt: Date;
  /** The key in it, where one was read. A version that is empty, says UNSET or was not read has none. */
  readonly key?: { readonly keyId?: string };
}

/** A key at the provider, as far as decisions need it. */
export interface KnownKey {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly deleted: boolean;
}

/** What a decision is made from: everything that Secrets Manager and the provider say at one moment. */
export interface RotationFacts {
  /** Deprecated ones included. */
  readonly versions: readonly RotationVersion[];
  /** Keys whose name says that this upstream's rotation made them. */
  readonly keys: readonly KnownKey[];
  /** False where an operator makes the keys. */
  readonly minted: boolean;
  /** What the names of this upstream's keys begin with. */
  readonly prefix: string;
  readonly now: Date;
}

/** The version that has one of AWS's own labels. */
export const versionAt = (
  facts: Pick<RotationFacts, 'versions'>,
  stage: 'AWSCURRENT' | 'AWSPENDING' | 'AWSPREVIOUS',
): RotationVersion | undefined => facts.versions.find(({ stages }) => stages.includes(stage));

/** A pending version, unless it is the current one already. */
export function pendingOf(facts: Pick<RotationFacts, 'versions'>): RotationVersion | undefined {
  const pending = versionAt(facts, 'AWSPENDING');
  return pending?.stages.includes('AWSCURRENT') === true ? undefined : pending;
}

export const versionOf = (facts: Pick<RotationFacts, 'versions'>, id: string): RotationVersion | undefined =>
  facts.versions.find((version) => version.id === id);
