import { OperatorFault } from '../domain/operator-fault.ts';

const SIGN_IN = 'sign in again (for example `aws sso login`) or set AWS_PROFILE';
const FIXES: Readonly<Record<string, string>> = {
  CredentialsProviderError: 'sign in to AWS (for example `aws sso login`) or set AWS_PROFILE',
  ExpiredToken: SIGN_IN,
  ExpiredTokenException: SIGN_IN,
  InvalidClientTokenId: SIGN_IN,
  UnrecognizedClientException: SIGN_IN,
  TokenProviderError: SIGN_IN,
  ResourceNotFoundException: 'check the stage and region; the stack may have been replaced',
  NotFoundException: 'check the stage and region; the stack may have been replaced',
  LimitExceededException:
    'an account holds 10,000 API Gateway keys per region; revoke keys that are no longer used',
  ConflictException: 'somebody changed the same thing at once; try again',
  TooManyRequestsException: 'wait a moment and try again',
  ThrottlingException: 'wait a moment and try again',
  DecryptionFailure: 'the KMS key of the secret must allow you to decrypt',
};
const DENIED = /^(AccessDenied|UnauthorizedOperation|NotAuthorized)/;
const UNREACHABLE = /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ETIMEDOUT|TimeoutError)$/;

/** Whether the caller lacks a right. */
export const isDenial = (error: unknown): boolean => DENIED.test(String(Object(error).name));

/**
 * An SDK's error as an operator may read it. Only the error's type is repeated, because a message can repeat what was sent;
 * a denial is the exception: it names the caller, the action and the resource, and nothing else.
 */
export function awsRefusal(action: string, error: unknown): OperatorFault {
  if (error instanceof OperatorFault) return error;
  const {
    name = 'unknown error',
    code,
    message = '',
  } = Object(error) as { name?: string; code?: string; message?: string };
  const unreachable = [code, name].find((word) => word !== undefined && UNREACHABLE.test(word));
  if (unreachable !== undefined)
    return new OperatorFault(
      'aws.unreachable',
      `${action}: no answer (${unreachable})`,
      'check the network, the region, and that a local run is up (`npm start`)',
      { cause: error },
    );
  if (DENIED.test(name))
    return new OperatorFault(
      'aws.refused',
      `${action}: ${name}: ${message}`,
      'use credentials that are allowed this action',
      { cause: error },
    );
  if (/^Region is missing/.test(message))
    return new OperatorFault(
      'aws.refused',
      `${action}: no AWS region is chosen`,
      'pass --region or set AWS_REGION',
      { cause: error },
    );
  return new OperatorFault(
    'aws.refused',
    `${action}: ${name}`,
    FIXES[name] ?? 'look the error type up in the documentation of the AWS service',
    { cause: error },
  );
}
