import type { EventQueue } from '../../lambda/async/event-queue.ts';
import type { ConcurrencyStore } from '../../lambda/concurrency-store.ts';
import type { Functions } from '../../lambda/functions.ts';
import type { RestJsonService } from '../operation.ts';
import { deleteFunctionConcurrency } from './delete-function-concurrency.ts';
import type { FunctionCatalog } from './function-catalog.ts';
import { getFunctionConcurrency } from './get-function-concurrency.ts';
import { getFunctionConfiguration } from './get-function-configuration.ts';
import { invoke, writeInvoked } from './invoke.ts';
import { readInvoke } from './invoke-request.ts';
import { invokeWithResponseStream, writeStream } from './invoke-with-response-stream.ts';
import { putFunctionConcurrency } from './put-function-concurrency.ts';

export interface LambdaParts {
  readonly catalog: FunctionCatalog;
  readonly functions: Functions;
  readonly queue: EventQueue;
  readonly concurrency: ConcurrencyStore;
}

/** Invocations, and the settings of functions that can be changed without a deployment. */
export const lambda = ({ catalog, functions, queue, concurrency }: LambdaParts): RestJsonService => ({
  protocol: 'rest-json',
  routes: [
    {
      name: 'Invoke',
      method: 'POST',
      path: '/2015-03-31/functions/{FunctionName}/invocations',
      status: 200,
      operation: invoke(catalog, functions, queue),
      read: readInvoke,
      write: writeInvoked,
    },
    {
      name: 'InvokeWithResponseStream',
      method: 'POST',
      path: '/2021-11-15/functions/{FunctionName}/response-streaming-invocations',
      status: 200,
      operation: invokeWithResponseStream(catalog, functions),
      read: readInvoke,
      write: writeStream,
    },
    {
      name: 'GetFunctionConfiguration',
      method: 'GET',
      path: '/2015-03-31/functions/{FunctionName}/configuration',
      status: 200,
      operation: getFunctionConfiguration(catalog),
    },
    {
      name: 'GetFunctionConcurrency',
      method: 'GET',
      path: '/2019-09-30/functions/{FunctionName}/concurrency',
      status: 200,
      operation: getFunctionConcurrency(catalog, concurrency),
    },
    {
      name: 'PutFunctionConcurrency',
      method: 'PUT',
      path: '/2017-10-31/functions/{FunctionName}/concurrency',
      status: 200,
      operation: putFunctionConcurrency(catalog, concurrency),
    },
    {
      name: 'DeleteFunctionConcurrency',
      method: 'DELETE',
      path: '/2017-10-31/functions/{FunctionName}/concurrency',
      status: 204,
      operation: deleteFunctionConcurrency(catalog, concurrency),
    },
  ],
});
