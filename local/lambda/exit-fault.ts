import { FunctionFault } from './function-fault.ts';

/** How a process ended: its exit status, or the signal that ended it. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

const SIGNALS: Readonly<Record<string, string>> = {
  SIGKILL: 'killed',
  SIGABRT: 'aborted',
  SIGSEGV: 'segmentation fault',
  SIGTERM: 'terminated',
  SIGINT: 'interrupt',
};

/** In Lambda's words, https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html. */
export function exitFault(kind: 'exit' | 'init', requestId: string | undefined, exit: Exit): FunctionFault {
  const { code, signal } = exit;
  const how =
    signal === null
      ? code === 0
        ? ' without providing a reason'
        : ` with error: exit status ${code}`
      : ` with error: signal: ${SIGNALS[signal] ?? signal}`;
  const subject = requestId === undefined ? '' : `RequestId: ${requestId} `;
  return new FunctionFault(kind, 'Runtime.ExitError', `${subject}Error: Runtime exited${how}`);
}

/** For `Sandbox.Timedout` during INIT and during an invocation. */
export function timeoutFault(
  kind: 'timeout' | 'init',
  requestId: string | undefined,
  limitMs: number,
): FunctionFault {
  const subject = requestId === undefined ? '' : `RequestId: ${requestId} `;
  const seconds = (limitMs / 1000).toFixed(2);
  return new FunctionFault(
    kind,
    'Sandbox.Timedout',
    `${subject}Error: Task timed out after ${seconds} seconds`,
  );
}
