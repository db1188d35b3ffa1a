import { withLocalQueues } from '../aws/sqs/local-queue-urls.ts';
import type { FunctionPlan } from '../plan/plan-functions.ts';

/** Where a function process finds AWS: a region and one address for every service. */
export interface AwsAddress {
  readonly region: string;
  readonly endpoint: string;
}

/**
 * Everything a function process is told; nothing else of this process's environment reaches it. What Lambda reserves wins over the
 * template's variables, what it only presets does not
 * (https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime).
 */
export function functionEnvironment(
  plan: FunctionPlan,
  aws: AwsAddress,
  runtimeApi: string,
  logStream: string,
): Readonly<Record<string, string>> {
  return {
    PATH: process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin',
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    ...withLocalQueues(plan.environment, aws.endpoint),
    _HANDLER: plan.handler,
    LAMBDA_TASK_ROOT: plan.codeDir,
    AWS_EXECUTION_ENV: `AWS_Lambda_${plan.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: plan.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(plan.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: plan.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    ...(plan.logFormat === 'JSON'
      ? { AWS_LAMBDA_LOG_FORMAT: 'JSON', AWS_LAMBDA_LOG_LEVEL: plan.logLevel ?? 'INFO' }
      : {}),
    AWS_LAMBDA_RUNTIME_API: runtimeApi,
    AWS_REGION: aws.region,
    AWS_DEFAULT_REGION: aws.region,
    AWS_ENDPOINT_URL: aws.endpoint,
    AWS_ACCESS_KEY_ID: plan.accessKeyId,
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SESSION_TOKEN: 'local',
  };
}
