import { Readable } from 'node:stream';
import type { FunctionAnswer } from '../../lambda/function-answer.ts';
import { FunctionFault } from '../../lambda/function-fault.ts';
import type { Functions } from '../../lambda/functions.ts';
import type { Operation } from '../operation.ts';
import { eventMessage } from '../wire/event-stream.ts';
import type { WireResponse } from '../wire/wire-request.ts';
import type { FunctionCatalog } from './function-catalog.ts';
import { invokeRequest } from './invoke-request.ts';
import { refusalOfFault } from './refusal-of-fault.ts';

/** Without log tails (https://docs.aws.amazon.com/lambda/latest/api/API_InvokeWithResponseStream.html). */
export const invokeWithResponseStream = (catalog: FunctionCatalog, functions: Functions): Operation => ({
  // The action of a policy is the same as for a buffered invocation.
  action: 'lambda:InvokeFunction',
  resources: (input) => [catalog.arnOf(input)],
  run: async (input): Promise<Readable> => {
    const { arn } = catalog.find(input);
    const request = invokeRequest(input);
    if (request.type === 'DryRun') return Readable.from([]);
    try {
      return Readable.from(messages(await functions.invoke(arn, request.event)));
    } catch (error) {
      if (!(error instanceof FunctionFault)) throw error;
      const refusal = refusalOfFault(error);
      if (refusal !== undefined) throw refusal;
      return Readable.from([complete(error.errorType, error.message)]);
    }
  },
});

async function* messages(answer: FunctionAnswer): AsyncGenerator<Buffer> {
  if (answer.kind === 'buffered') yield chunk(answer.payload);
  else {
    try {
      for await (const bytes of answer.body as AsyncIterable<Buffer>) yield chunk(bytes);
    } catch {
      yield complete('Runtime.ExitError', 'The answer broke off');
      return;
    } finally {
      answer.abandon();
    }
  }
  const failure = answer.kind === 'streamed' ? answer.failure() : undefined;
  yield failure === undefined ? complete() : complete(failure, 'The answer broke off');
}

const chunk = (bytes: Buffer): Buffer => eventMessage('PayloadChunk', 'application/octet-stream', bytes);

const complete = (ErrorCode?: string, ErrorDetails?: string): Buffer =>
  eventMessage(
    'InvokeComplete',
    'application/json',
    Buffer.from(JSON.stringify(ErrorCode === undefined ? {} : { ErrorCode, ErrorDetails })),
  );

export const writeStream = (output: unknown): WireResponse => ({
  status: 200,
  headers: {
    'content-type': 'application/vnd.amazon.eventstream',
    'x-amz-executed-version': '$LATEST',
  },
  body: output as Readable,
});
