import type { Fault } from '../domain/fault.ts';
import { type CallFacts, type RecordCallDeps, recordCall } from './record-call.ts';

/**
 * Records that a known caller was refused and gives back the Fault that answers it. A refusal stands even unrecorded.
 * @param rule who said no, where that was a list
 */
export async function refuseCall(
  deps: RecordCallDeps,
  call: CallFacts,
  fault: Fault,
  rule?: string,
): Promise<Fault> {
  const result = { status: fault.status, rule };
  await recordCall(deps, call, 'refusal', '-', fault.code, result).catch(() => undefined);
  return fault;
}
