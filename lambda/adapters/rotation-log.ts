import type { Fault } from '../domain/fault.ts';
import type { WriteLine } from './emf-metrics.ts';

/** Errors of ours, whose messages hold what was asked and a status, and nothing that anybody answered. */
const OURS = new Set(['ProviderFault', 'AwsCallError']);

/** Writes why a run of the rotation failed: the code, which run it was, and what was asked of whom. */
export const rotationLog =
  (write: WriteLine) =>
  (fault: Fault, run: string): void => {
    const { cause } = fault;
    const kind = cause instanceof Error ? cause.name : undefined;
    const reason = cause instanceof Error && OURS.has(cause.name) ? cause.message : undefined;
    write(JSON.stringify({ level: 'error', fault: fault.code, run, kind, reason }));
  };
