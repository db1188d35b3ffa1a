import type { ConcurrencyStore } from '../../lambda/concurrency-store.ts';
import type { Operation } from '../operation.ts';
import type { FunctionCatalog } from './function-catalog.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionConcurrency.html */
export const deleteFunctionConcurrency = (
  catalog: FunctionCatalog,
  concurrency: ConcurrencyStore,
): Operation => ({
  action: 'lambda:DeleteFunctionConcurrency',
  resources: (input) => [catalog.arnOf(input)],
  run: (input) => concurrency.put(catalog.find(input).arn, null),
});
