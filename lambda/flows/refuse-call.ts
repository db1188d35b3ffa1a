import type { Fault } from '../domain/fault.ts';
import { type CallFacts, type RecordCallDeps, recordCall } from './record-call.ts';

/** Records that a known caller was refused and gives back the Fault that answers it. A refusal stands even unrecorded. */
export async function refuseCall(deps: RecordCallDeps, call: CallFacts, fault: Fault): Promise<Fault> {
  await recordCall(deps, call, 'refusal', '-', fault.code, { status: fault.status }).catch(() => undefined);
  return fault;
}
