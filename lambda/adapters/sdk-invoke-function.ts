import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { InvokeFunction } from './providers/webhook-call.ts';

/** As long as an endpoint over HTTPS is given. */
const PATIENCE_MS = 15_000;

/** Invokes somebody's function through the SDK and waits for its answer. Nothing of its log is asked for. */
export const sdkInvokeFunction =
  (client: Pick<LambdaClient, 'send'>): InvokeFunction =>
  async (functionArn, payload) => {
    const { FunctionError: failed, Payload: answer } = await client.send(
      new InvokeCommand({ FunctionName: functionArn, Payload: Buffer.from(payload) }),
    );
    return { failed: failed !== undefined, payload: Buffer.from(answer ?? []).toString('utf8') };
  };

/** The same in a function's own region, made when it is first needed. Whoever invokes repeats what may be repeated. */
export function invokeInRegion(region: string): InvokeFunction {
  let invoke: InvokeFunction | undefined;
  return (functionArn, payload) => {
    const requestHandler = { connectionTimeout: 5_000, requestTimeout: PATIENCE_MS };
    invoke ??= sdkInvokeFunction(new LambdaClient({ region, maxAttempts: 1, requestHandler }));
    return invoke(functionArn, payload);
  };
}
