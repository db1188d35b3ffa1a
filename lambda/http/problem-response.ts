import { FAULTS, problemType } from '../../contract/faults.ts';
import type { Fault } from '../domain/fault.ts';

export interface ProblemResponse {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

/** Seconds a client is told to wait where waiting can help. */
const RETRY_AFTER_SECONDS = 5;

/** A Fault as RFC 9457 problem+json: its row of the table and the request id, nothing else. `detail` is the caller's next step. */
export function problemResponse(fault: Fault, requestId: string): ProblemResponse {
  const { status, title, next } = FAULTS[fault.code];
  const waitSeconds = fault.retryAfterSeconds ?? (status === 503 ? RETRY_AFTER_SECONDS : undefined);
  const retry: [string, string][] = waitSeconds === undefined ? [] : [['retry-after', String(waitSeconds)]];
  return {
    status,
    headers: [['content-type', 'application/problem+json'], ['cache-control', 'no-store'], ...retry],
    body: JSON.stringify({
      type: problemType(fault.code),
      title,
      status,
      detail: next,
      code: fault.code,
      requestId,
    }),
  };
}
