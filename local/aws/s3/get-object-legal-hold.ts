import type { Operation, XmlAnswer } from '../operation.ts';
import { type Buckets, objectArn } from './buckets.ts';
import { lockable, notLocked } from './lockable.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectLegalHold.html */
export const getObjectLegalHold = (buckets: Buckets): Operation => ({
  action: 's3:GetObjectLegalHold',
  resources: objectArn,
  run: (input): XmlAnswer => {
    const { held } = lockable(buckets, input);
    if (held === undefined) throw notLocked();
    return { document: { LegalHold: { Status: held ? 'ON' : 'OFF' } } };
  },
});
