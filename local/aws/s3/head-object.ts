import type { Operation, XmlAnswer } from '../operation.ts';
import { type Buckets, objectArn } from './buckets.ts';
import { demandConditions } from './conditions.ts';
import type { HideMissing } from './hide-missing.ts';
import { objectHeaders } from './object-headers.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html; it needs what reading the object needs. */
export const headObject = (
  buckets: Buckets,
  hideMissing: HideMissing,
  action: 's3:GetObject' | 's3:GetObjectVersion',
): Operation => ({
  action,
  resources: objectArn,
  run: (input, caller): XmlAnswer => {
    const version = hideMissing(input, caller, () => buckets.version(input));
    demandConditions(input, version);
    return { headers: objectHeaders(buckets.find(input), version, input) };
  },
});
