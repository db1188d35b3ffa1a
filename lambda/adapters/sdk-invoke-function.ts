import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { InvokeFunction } from './providers/webhook-call.ts';

/** Invokes somebody's function through the SDK and waits for its answer. Nothing of its log is asked for. */
export const sdkInvokeFunction =
  (client: Pick<LambdaClient, 'send'>): InvokeFunction =>
  async (functionArn, payload) => {
    const { FunctionError: failed, Payload: answer } = await client.send(
      new InvokeCommand({ FunctionName: functionArn, Payload: Buffer.from(payload) }),
    );
    return { failed: failed !== undefined, payload: Buffer.from(answer ?? []).toString('utf8') };
  };
