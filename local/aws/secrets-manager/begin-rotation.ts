import { makeRoom } from './add-version.ts';
import { moveStage } from './move-stage.ts';
import {
  CURRENT,
  holderOf,
  PENDING,
  type Rotation,
  type SecretRecord,
  type SecretVersion,
} from './secret-record.ts';

/** The version of a rotation that is under way or has failed: pending, and not current. */
export function unfinished(secret: SecretRecord): SecretVersion | undefined {
  const pending = holderOf(secret, PENDING);
  return pending?.stages.includes(CURRENT) === true ? undefined : pending;
}

/** Prepares a pending version without a value; one that an earlier rotation has left is used again. */
export function beginRotation(
  secret: SecretRecord,
  rotation: Rotation,
  versionId: string,
  now: number,
): void {
  const version = unfinished(secret) ?? preparePending(secret, versionId, now);
  rotation.attempt = { versionId: version.id, failures: 0, dueAt: now };
}

/** A version for one test of the function, gone after it. */
export function beginTrial(secret: SecretRecord, rotation: Rotation, versionId: string, now: number): void {
  preparePending(secret, versionId, now);
  rotation.attempt = { versionId, failures: 0, dueAt: now, trial: true };
}

function preparePending(secret: SecretRecord, versionId: string, now: number): SecretVersion {
  const version = makeRoom(secret, versionId, now);
  moveStage(secret, version, PENDING);
  return version;
}
