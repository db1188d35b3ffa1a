import type { BucketPlan } from '../../plan/plan-buckets.ts';
import type { Input } from '../operation.ts';
import { optionalString } from '../read-input.ts';
import type { ObjectVersion, Retention } from './object-version.ts';
import { s3Error } from './s3-errors.ts';

type Lock = Pick<ObjectVersion, 'retention' | 'held'>;

/** The lock that a new version gets: what its request asks for, or what the bucket gives every one. */
export function readLock(input: Input, { lock }: BucketPlan, now: number): Lock {
  const mode = optionalString(input, 'x-amz-object-lock-mode');
  const until = optionalString(input, 'x-amz-object-lock-retain-until-date');
  const hold = optionalString(input, 'x-amz-object-lock-legal-hold');
  const asked = [mode, until, hold].some((value) => value !== undefined);
  if (lock === undefined) {
    if (asked) throw s3Error('InvalidRequest', 'Bucket is missing Object Lock Configuration');
    return {};
  }
  if ((mode === undefined) !== (until === undefined))
    throw s3Error(
      'InvalidArgument',
      'x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied',
    );
  const held = hold === undefined ? {} : { held: readHold(hold) };
  if (mode !== undefined) return { retention: readRetention(mode, until, now), ...held };
  const { mode: always, days = 0, years = 0 } = lock.retention ?? {};
  if (always === undefined) return held;
  const end = new Date(now);
  end.setUTCDate(end.getUTCDate() + days);
  end.setUTCFullYear(end.getUTCFullYear() + years);
  return { retention: { mode: readMode(always), until: end.getTime() }, ...held };
}

export function readRetention(mode: string | undefined, until: string | undefined, now: number): Retention {
  const date = Date.parse(until ?? '');
  if (Number.isNaN(date))
    throw s3Error('InvalidArgument', 'The retain until date must be provided in ISO 8601 format');
  if (date <= now) throw s3Error('InvalidArgument', 'The retain until date must be in the future!');
  return { mode: readMode(mode), until: date };
}

function readMode(mode: string | undefined): Retention['mode'] {
  if (mode === 'GOVERNANCE' || mode === 'COMPLIANCE') return mode;
  throw s3Error('InvalidArgument', 'Unknown wormMode directive.');
}

export function readHold(status: string | undefined): boolean {
  if (status === 'ON' || status === 'OFF') return status === 'ON';
  throw s3Error('InvalidArgument', 'Legal Hold must be either of ON or OFF');
}
