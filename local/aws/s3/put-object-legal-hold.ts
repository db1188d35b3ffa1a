import type { Operation, XmlAnswer } from '../operation.ts';
import { type Buckets, objectArn } from './buckets.ts';
import { element } from './element.ts';
import { lockable } from './lockable.ts';
import { readHold } from './read-lock.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectLegalHold.html */
export const putObjectLegalHold = (buckets: Buckets): Operation => ({
  action: 's3:PutObjectLegalHold',
  resources: objectArn,
  run: (input): Promise<XmlAnswer> => {
    const { shelf } = buckets.find(input);
    return shelf.inTurn(async () => {
      await shelf.relock({ ...lockable(buckets, input), held: readHold(element(input, 'Status')) });
      return {};
    });
  },
});
