import { AwsError } from '../aws-error.ts';
import type { Caller } from '../caller.ts';
import type { Input } from '../operation.ts';
import type { Authorize } from '../perform.ts';
import { bucketArn } from './buckets.ts';

/** Looks an object up; whoever may not list the bucket does not learn that a key is missing. */
export type HideMissing = <T>(input: Input, caller: Caller, find: () => T) => T;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html#API_GetObject_RequestSyntax, "Permissions". */
export const hideMissing =
  (authorize: Authorize): HideMissing =>
  (input, caller, find) => {
    try {
      return find();
    } catch (error) {
      if (!(error instanceof AwsError) || !/^NoSuch(Key|Version)$/.test(error.type)) throw error;
      const refusal = authorize({
        ...{ service: 's3', protocol: 'rest-xml', operation: 'GetObject', caller, context: {} },
        ...{ action: 's3:ListBucket', resources: bucketArn(input) },
      });
      throw refusal ?? error;
    }
  };
