import type { FaultCode } from '../../contract/faults.ts';
import { asFault, type Fault } from '../domain/fault.ts';
import type { AnswerSink } from '../flows/ports.ts';
import { refuseCall } from '../flows/refuse-call.ts';
import { type ServeCallDeps, serveCall } from '../flows/serve-call.ts';
import { callIdOf, headerPairs } from '../http/gateway-event.ts';
import { problemResponse } from '../http/problem-response.ts';
import { type ProxyEvent, readCall, readCaller } from '../http/read-call.ts';
import { userAgentOf } from '../http/user-agent-of.ts';

export interface ProxyDeps<Stream> extends ServeCallDeps {
  readonly openSink: (stream: Stream) => AnswerSink;
  readonly logFault: (fault: Fault, callId: string) => void;
}

/** A cut stream must look cut: the error's name is all that Lambda gets to log. */
class CutStream extends Error {
  constructor(code: FaultCode) {
    super(code);
    this.name = 'CutStream';
  }
}

/** Turns API Gateway's event into a call, and a Fault into a problem response or, once bytes have left, a cut stream. */
export const createHandler =
  <Stream>(deps: ProxyDeps<Stream>) =>
  async (event: ProxyEvent, stream: Stream): Promise<void> => {
    const sink = deps.openSink(stream);
    const callId = callIdOf(event);
    try {
      await serveCall(deps, await readOrRefuse(deps, event), sink);
    } catch (error) {
      const fault = asFault(error);
      if (!sink.left.aborted) deps.logFault(fault, callId); // what broke off because of that is no fault of ours
      if (sink.started && !sink.left.aborted) throw new CutStream(fault.code);
      if (!sink.started) await sendProblem(sink, fault, callId);
      await sink.end();
    }
  };

async function readOrRefuse<Stream>(deps: ProxyDeps<Stream>, event: ProxyEvent) {
  const caller = readCaller(event);
  try {
    return readCall(event, caller, deps.settings.upstream);
  } catch (error) {
    const { requestContext, httpMethod: method } = event;
    const { sourceIp: ip } = requestContext.identity;
    const facts = { callId: callIdOf(event), ip, method, userAgent: userAgentOf(headerPairs(event)), caller };
    throw await refuseCall(deps, facts, asFault(error));
  }
}

async function sendProblem(sink: AnswerSink, fault: Fault, callId: string): Promise<void> {
  const problem = problemResponse(fault, callId);
  sink.start(problem.status, problem.headers);
  if (!sink.left.aborted) await sink.write(Buffer.from(problem.body));
}
