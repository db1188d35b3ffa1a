import type { ConcurrencyStore } from '../../lambda/concurrency-store.ts';
import type { Operation } from '../operation.ts';
import type { FunctionCatalog } from './function-catalog.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConcurrency.html */
export const getFunctionConcurrency = (
  catalog: FunctionCatalog,
  concurrency: ConcurrencyStore,
): Operation => ({
  action: 'lambda:GetFunctionConcurrency',
  resources: (input) => [catalog.arnOf(input)],
  run: (input) => {
    const reserved = concurrency.reserved(catalog.find(input));
    return reserved === undefined ? {} : { ReservedConcurrentExecutions: reserved };
  },
});
