import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { awsRefusal } from './aws-refusal.ts';
import { clientSettings, type OperatorConnection } from './operator-connection.ts';

/** Invokes a function of the gateway as nobody but an operator may, and gives back its answer as text. */
export function sdkDirectCall(connection: OperatorConnection) {
  const client = new LambdaClient({ ...clientSettings(connection), maxAttempts: 1 });
  return async (name: string, payload: string): Promise<{ failed: boolean; payload: string }> => {
    const invoke = new InvokeCommand({ FunctionName: name, Payload: Buffer.from(payload) });
    const answer = await client.send(invoke).catch((error) => {
      throw awsRefusal('invoking the proxy function', error);
    });
    return {
      failed: answer.FunctionError !== undefined,
      payload: Buffer.from(answer.Payload ?? []).toString('utf8'),
    };
  };
}
