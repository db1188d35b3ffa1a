import { randomBytes } from 'node:crypto';
import type { FunctionPlan } from '../plan/plan-functions.ts';
import type { ExtensionEvent } from './extensions.ts';

/** What runtime and extensions are told about an invocation besides its event. */
export interface InvocationNotice {
  readonly headers: Readonly<Record<string, string>>;
  readonly extension: ExtensionEvent;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html#runtimes-api-next */
export function invocationNotice(
  plan: FunctionPlan,
  requestId: string,
  deadlineMs: number,
  clientContext: string | undefined,
): InvocationNotice {
  const second = Math.floor(Date.now() / 1000).toString(16);
  const trace = `Root=1-${second}-${randomBytes(12).toString('hex')};Sampled=0`;
  return {
    headers: {
      'Lambda-Runtime-Aws-Request-Id': requestId,
      'Lambda-Runtime-Deadline-Ms': String(deadlineMs),
      'Lambda-Runtime-Invoked-Function-Arn': plan.arn,
      'Lambda-Runtime-Trace-Id': trace,
      ...(clientContext === undefined ? {} : { 'Lambda-Runtime-Client-Context': clientContext }),
    },
    extension: {
      eventType: 'INVOKE',
      deadlineMs,
      requestId,
      invokedFunctionArn: plan.arn,
      tracing: { type: 'X-Amzn-Trace-Id', value: trace },
    },
  };
}
