import { AwsError } from '../aws-error.ts';

/** https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html */
export const kmsValidation = (message: string): AwsError => new AwsError('ValidationException', message);

export const keyNotFound = (message: string): AwsError => new AwsError('NotFoundException', message);
