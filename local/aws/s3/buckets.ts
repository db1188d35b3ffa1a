import { join } from 'node:path';
import type { BucketPlan } from '../../plan/plan-buckets.ts';
import type { Input } from '../operation.ts';
import { optionalString } from '../read-input.ts';
import { BucketShelf } from './bucket-shelf.ts';
import type { ObjectVersion } from './object-version.ts';
import { noSuchKey, noSuchVersion, s3Error } from './s3-errors.ts';

/** A bucket of the template and what lies in it. */
export interface Bucket {
  readonly plan: BucketPlan;
  readonly shelf: BucketShelf;
}

/** The buckets of the stack. */
export class Buckets {
  readonly now: () => number;
  readonly #buckets: ReadonlyMap<string, Bucket>;

  constructor(folder: string, plans: readonly BucketPlan[], now: () => number) {
    this.now = now;
    this.#buckets = new Map(
      plans.map((plan) => [plan.name, { plan, shelf: new BucketShelf(join(folder, plan.name)) }]),
    );
  }

  find(input: Input): Bucket {
    const found = this.#buckets.get(optionalString(input, 'Bucket') ?? '');
    if (found === undefined) throw s3Error('NoSuchBucket', 'The specified bucket does not exist', 404);
    return found;
  }

  /** The version that is asked for, or the current one. A deleted object is found only where `deleted` is accepted. */
  version(input: Input, accepts: { readonly deleted?: boolean } = {}): ObjectVersion {
    const versions = this.find(input).shelf.of(optionalString(input, 'Key') ?? '');
    const wanted = optionalString(input, 'versionId');
    const found = wanted === undefined ? versions.at(-1) : versions.find(({ id }) => id === wanted);
    if (found === undefined) throw wanted === undefined ? noSuchKey() : noSuchVersion();
    if (!found.deleted || accepts.deleted) return found;
    const told = { 'x-amz-delete-marker': 'true', 'x-amz-version-id': found.id };
    if (wanted === undefined) throw noSuchKey(told);
    throw s3Error(
      'MethodNotAllowed',
      'The specified method is not allowed against this resource.',
      405,
      told,
    );
  }

  async settled(): Promise<void> {
    await Promise.all([...this.#buckets.values()].map(({ shelf }) => shelf.settled()));
  }
}

/** ARNs for a policy check, https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html. */
export const bucketArn = (input: Input): readonly string[] => [`arn:aws:s3:::${input['Bucket']}`];
export const objectArn = (input: Input): readonly string[] => [
  `arn:aws:s3:::${input['Bucket']}/${input['Key']}`,
];
