import type { Input } from '../operation.ts';
import type { ObjectVersion, Retention } from './object-version.ts';

/** Whether a request may override governance; that its caller may is checked with the action. */
export const bypasses = (input: Input): boolean => input['x-amz-bypass-governance-retention'] === 'true';

export const BYPASS = 's3:BypassGovernanceRetention';

/** Whether a version may not be deleted, https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html. */
export const isLocked = ({ retention, held }: ObjectVersion, bypass: boolean, now: number): boolean =>
  held === true || (retention !== undefined && isKept(retention, bypass, now));

const isKept = ({ mode, until }: Retention, bypass: boolean, now: number): boolean =>
  until > now && (mode === 'COMPLIANCE' || !bypass);

/** Whether a retention may take the place of another: compliance only ever gets longer, governance only with a bypass shorter. */
export function mayReplace(
  before: Retention | undefined,
  after: Retention | undefined,
  bypass: boolean,
  now: number,
): boolean {
  if (before === undefined || !isKept(before, bypass, now)) return true;
  if (after === undefined || after.until < before.until) return false;
  return before.mode === after.mode || before.mode === 'GOVERNANCE';
}
