import type { FunctionFault } from '../../lambda/function-fault.ts';
import { AwsError } from '../aws-error.ts';

/** Faults before the function had the event are errors of the call; all others are its answer. */
export function refusalOfFault(fault: FunctionFault): AwsError | undefined {
  if (fault.kind === 'throttled')
    return new AwsError('TooManyRequestsException', fault.message, 429, {
      Type: 'User',
      Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
    });
  if (fault.kind === 'closed')
    return new AwsError('ServiceException', fault.message, 500, { Type: 'Service' });
  return undefined;
}
