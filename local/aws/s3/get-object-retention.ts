import type { Operation, XmlAnswer } from '../operation.ts';
import { type Buckets, objectArn } from './buckets.ts';
import { lockable, notLocked } from './lockable.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectRetention.html */
export const getObjectRetention = (buckets: Buckets): Operation => ({
  action: 's3:GetObjectRetention',
  resources: objectArn,
  run: (input): XmlAnswer => {
    const { retention } = lockable(buckets, input);
    if (retention === undefined) throw notLocked();
    const { mode, until } = retention;
    return { document: { Retention: { Mode: mode, RetainUntilDate: new Date(until).toISOString() } } };
  },
});
