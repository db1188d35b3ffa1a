import type { FunctionPlan } from '../../plan/plan-functions.ts';
import type { Operation } from '../operation.ts';
import type { FunctionCatalog } from './function-catalog.ts';

/** Without what only a deployment knows: code size and hash, dates (https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html). */
export const getFunctionConfiguration = (catalog: FunctionCatalog): Operation => ({
  action: 'lambda:GetFunctionConfiguration',
  resources: (input) => [catalog.arnOf(input)],
  run: (input) => configurationOf(catalog.find(input)),
});

const configurationOf = (plan: FunctionPlan): object => ({
  FunctionName: plan.name,
  FunctionArn: plan.arn,
  Runtime: plan.runtime,
  Role: plan.roleArn,
  Handler: plan.handler,
  Timeout: plan.timeoutMs / 1000,
  MemorySize: plan.memoryMb,
  Version: '$LATEST',
  PackageType: 'Zip',
  State: 'Active',
  LastUpdateStatus: 'Successful',
  Environment: { Variables: plan.environment },
  LoggingConfig: { LogFormat: plan.logFormat ?? 'Text', LogGroup: plan.logGroup },
  ...(plan.async.deadLetter === undefined ? {} : { DeadLetterConfig: { TargetArn: plan.async.deadLetter } }),
});
