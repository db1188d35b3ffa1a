import type { EventQueue } from '../../lambda/async/event-queue.ts';
import type { FunctionAnswer } from '../../lambda/function-answer.ts';
import { FunctionFault } from '../../lambda/function-fault.ts';
import type { Functions } from '../../lambda/functions.ts';
import { BUFFERED_BYTES_MAX } from '../../lambda/invocation.ts';
import type { InvocationReport } from '../../lambda/invoke-extras.ts';
import { readAll } from '../../read-all.ts';
import type { Operation } from '../operation.ts';
import type { WireResponse } from '../wire/wire-request.ts';
import type { FunctionCatalog } from './function-catalog.ts';
import { type InvokeRequest, invokeRequest } from './invoke-request.ts';
import { refusalOfFault } from './refusal-of-fault.ts';

export interface Invoked {
  readonly status: number;
  readonly payload: Buffer;
  readonly failed: boolean;
  readonly tail?: Buffer;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export const invoke = (catalog: FunctionCatalog, functions: Functions, queue: EventQueue): Operation => ({
  action: 'lambda:InvokeFunction',
  resources: (input) => [catalog.arnOf(input)],
  run: async (input): Promise<Invoked> => {
    const { arn } = catalog.find(input);
    const request = invokeRequest(input);
    const nothing = { payload: Buffer.alloc(0), failed: false };
    if (request.type === 'DryRun') return { status: 204, ...nothing };
    if (request.type === 'RequestResponse') return invokeNow(functions, arn, request);
    await queue.accept(arn, request.event);
    return { status: 202, ...nothing };
  },
});

/** What failed in the function is an answer with status 200, too. The tail is complete when the process is ready again. */
async function invokeNow(functions: Functions, arn: string, request: InvokeRequest): Promise<Invoked> {
  const { wantsTail, clientContext } = request;
  let ended: (report: InvocationReport) => void = () => undefined;
  const report = new Promise<InvocationReport>((resolve) => {
    ended = resolve;
  });
  const extras = { ended, ...(clientContext === undefined ? {} : { clientContext }) };
  const tailOf = async (had: boolean): Promise<{ tail?: Buffer }> =>
    wantsTail && had ? { tail: (await report).tail } : {};
  try {
    const payload = await wholeOf(await functions.invoke(arn, request.event, extras));
    return { status: 200, payload, failed: false, ...(await tailOf(true)) };
  } catch (error) {
    if (!(error instanceof FunctionFault)) throw error;
    const refusal = refusalOfFault(error);
    if (refusal !== undefined) throw refusal;
    const payload = Buffer.from(error.payload);
    return { status: 200, payload, failed: true, ...(await tailOf(error.kind !== 'init')) };
  }
}

async function wholeOf(answer: FunctionAnswer): Promise<Buffer> {
  if (answer.kind === 'buffered') return answer.payload;
  const body = await readAll(answer.body, BUFFERED_BYTES_MAX);
  const broken = answer.failure();
  if (body === undefined || broken !== undefined)
    throw new FunctionFault('handled', broken ?? 'Runtime.ExitError', 'The answer broke off');
  return body;
}

export function writeInvoked(output: unknown): WireResponse {
  const { status, payload, failed, tail } = output as Invoked;
  return {
    status,
    headers: {
      'content-type': 'application/json',
      ...(status === 200 ? { 'x-amz-executed-version': '$LATEST' } : {}),
      ...(failed ? { 'x-amz-function-error': 'Unhandled' } : {}),
      ...(tail === undefined ? {} : { 'x-amz-log-result': tail.toString('base64') }),
    },
    body: payload,
  };
}
