import { AwsError } from '../aws-error.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList */
export const s3Error = (
  type: string,
  message: string,
  status = 400,
  headers: Readonly<Record<string, string>> = {},
): AwsError => new AwsError(type, message, status, headers);

export const noSuchKey = (headers: Readonly<Record<string, string>> = {}): AwsError =>
  s3Error('NoSuchKey', 'The specified key does not exist.', 404, headers);

export const noSuchVersion = (): AwsError =>
  s3Error('NoSuchVersion', 'The specified version does not exist.', 404);

export const locked = (): AwsError =>
  s3Error('AccessDenied', 'Access Denied because object protected by object lock.', 403);

export const preconditionFailed = (): AwsError =>
  s3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412);
