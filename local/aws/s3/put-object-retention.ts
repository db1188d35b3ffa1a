import type { Operation, XmlAnswer } from '../operation.ts';
import { type Buckets, objectArn } from './buckets.ts';
import { element } from './element.ts';
import { BYPASS, bypasses, mayReplace } from './lock-rules.ts';
import { lockable } from './lockable.ts';
import { readRetention } from './read-lock.ts';
import { locked } from './s3-errors.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectRetention.html; an empty document takes a retention away. */
export const putObjectRetention = (buckets: Buckets): Operation => ({
  action: 's3:PutObjectRetention',
  resources: objectArn,
  also: (input) => (bypasses(input) ? [BYPASS] : []),
  run: (input): Promise<XmlAnswer> => {
    const { shelf } = buckets.find(input);
    return shelf.inTurn(async () => {
      const version = lockable(buckets, input);
      const now = buckets.now();
      const [mode, until] = [element(input, 'Mode'), element(input, 'RetainUntilDate')];
      const asked = mode === undefined && until === undefined ? undefined : readRetention(mode, until, now);
      if (!mayReplace(version.retention, asked, bypasses(input), now)) throw locked();
      const { retention: _, ...rest } = version;
      await shelf.relock({ ...rest, ...(asked === undefined ? {} : { retention: asked }) });
      return {};
    });
  },
});
