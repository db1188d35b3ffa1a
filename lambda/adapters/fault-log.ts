import type { Fault } from '../domain/fault.ts';
import type { WriteLine } from './emf-metrics.ts';

/** Writes why a request failed: the code, the call's id and the kind of its cause. No text of an exception can pass. */
export const faultLog =
  (write: WriteLine) =>
  (fault: Fault, callId: string): void => {
    const { cause } = fault;
    const kind = cause instanceof Error ? cause.name : undefined;
    const reason = cause instanceof Error && cause.name === 'AwsCallError' ? cause.message : undefined;
    write(
      JSON.stringify({
        level: fault.status >= 500 ? 'error' : 'info',
        fault: fault.code,
        callId,
        kind,
        reason,
      }),
    );
  };
