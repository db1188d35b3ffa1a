import { AwsError } from '../aws-error.ts';

export const invalidParameter = (message: string): AwsError =>
  new AwsError('InvalidParameterValueException', message);

export const missingParameter = (name: string): AwsError =>
  new AwsError('MissingRequiredParameterException', `The parameter ${name} is required.`);
