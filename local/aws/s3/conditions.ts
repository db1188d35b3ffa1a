import type { Input } from '../operation.ts';
import { optionalString } from '../read-input.ts';
import type { ObjectVersion } from './object-version.ts';
import { preconditionFailed, s3Error } from './s3-errors.ts';

/** Conditional reads by ETag, https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-reads.html. */
export function demandConditions(input: Input, { etag }: ObjectVersion): void {
  const match = optionalString(input, 'if-match');
  if (match !== undefined && match !== '*' && match !== etag) throw preconditionFailed();
  const none = optionalString(input, 'if-none-match');
  if (none === '*' || none === etag) throw s3Error('NotModified', 'Not Modified', 304, { etag });
}
