import type { ConcurrencyStore } from '../../lambda/concurrency-store.ts';
import { AwsError } from '../aws-error.ts';
import type { Operation } from '../operation.ts';
import type { FunctionCatalog } from './function-catalog.ts';

/** Of the account's 1,000, 100 stay unreserved (https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html). */
const RESERVABLE = 900;

/** https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html */
export const putFunctionConcurrency = (
  catalog: FunctionCatalog,
  concurrency: ConcurrencyStore,
): Operation => ({
  action: 'lambda:PutFunctionConcurrency',
  resources: (input) => [catalog.arnOf(input)],
  run: async (input) => {
    const { arn } = catalog.find(input);
    const reserved = input['ReservedConcurrentExecutions'];
    if (typeof reserved !== 'number' || !Number.isInteger(reserved) || reserved < 0)
      throw new AwsError(
        'InvalidParameterValueException',
        'ReservedConcurrentExecutions must be a whole number, 0 or more',
        400,
        { Type: 'User' },
      );
    if (reserved > RESERVABLE)
      throw new AwsError(
        'InvalidParameterValueException',
        'Specified ReservedConcurrentExecutions for function decreases account’s UnreservedConcurrentExecution below its minimum value of [100].',
        400,
        { Type: 'User' },
      );
    await concurrency.put(arn, reserved);
    return { ReservedConcurrentExecutions: reserved };
  },
});
