import { AwsError } from '../aws-error.ts';
import type { Input } from '../operation.ts';
import { optionalString } from '../read-input.ts';

/** `TableName` may be a name or an ARN. */
export const tableNameOf = (input: Input): string =>
  (optionalString(input, 'TableName') ?? '').replace(/^arn:.*:table\//, '');

export const validationError = (message: string): AwsError =>
  new AwsError('com.amazon.coral.validate#ValidationException', message);

export const dynamoError = (type: string, message: string): AwsError =>
  new AwsError(`com.amazonaws.dynamodb.v20120810#${type}`, message);
