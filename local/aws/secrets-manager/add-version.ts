import { AwsError } from '../aws-error.ts';
import { moveStage } from './move-stage.ts';
import { sameValue, valueIn } from './read-value.ts';
import { postponeRotation } from './rotation-window.ts';
import { CURRENT, type SecretRecord, type SecretValue, type SecretVersion } from './secret-record.ts';

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html */
const VERSIONS_MAX = 100;
const LABELS_MAX = 20;
const KEPT_MS = 24 * 3_600_000;

export interface NewVersion {
  readonly id: string;
  readonly value: SecretValue;
  readonly stages: readonly string[];
}

/**
 * Gives a secret a version, or nothing if it has this one already: the same token with the same value changes nothing, with another
 * value it is refused. The first version of a secret is current, whatever was asked for. A version that a rotation has prepared
 * without a value gets its value here.
 */
export function addVersion(
  secret: SecretRecord,
  { id, value, stages }: NewVersion,
  now: number,
): SecretVersion {
  const existing = secret.versions.find((version) => version.id === id);
  const held = existing === undefined ? undefined : valueIn(existing);
  if (existing !== undefined && sameValue(held, value)) return existing;
  if (held !== undefined)
    throw new AwsError(
      'ResourceExistsException',
      `You can't use ClientRequestToken ${id} because that value is already in use for a version of secret ${secret.arn}.`,
    );
  const first = secret.versions.every((version) => valueIn(version) === undefined) ? [CURRENT] : [];
  const version = existing ?? makeRoom(secret, id, now);
  Object.assign(version, value);
  for (const stage of new Set([...stages, ...first])) moveStage(secret, version, stage);
  demandLabels(secret);
  secret.changedAt = now;
  if (version.stages.includes(CURRENT)) postponeRotation(secret, now);
  return version;
}

/** A new version without a value or a label. Where there are too many, unlabelled ones that are a day old make room. */
export function makeRoom(secret: SecretRecord, id: string, now: number): SecretVersion {
  const spare = secret.versions
    .filter((version) => version.stages.length === 0 && version.createdAt <= now - KEPT_MS)
    .sort((a, b) => a.createdAt - b.createdAt);
  while (secret.versions.length >= VERSIONS_MAX) {
    const oldest = spare.shift();
    if (oldest === undefined)
      throw new AwsError('LimitExceededException', `A secret has at most ${VERSIONS_MAX} versions.`);
    secret.versions = secret.versions.filter((version) => version !== oldest);
  }
  const version: SecretVersion = { id, stages: [], createdAt: now };
  secret.versions.push(version);
  return version;
}

/** Checked when they have been attached: a change that is refused is not written. */
export function demandLabels(secret: SecretRecord): void {
  if (secret.versions.flatMap((version) => version.stages).length > LABELS_MAX)
    throw new AwsError('LimitExceededException', `A secret has at most ${LABELS_MAX} staging labels.`);
}
