import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { MintDoor } from '../flows/token-ports.ts';
import { awsRefusal } from './aws-refusal.ts';
import { clientSettings, type OperatorConnection } from './operator-connection.ts';

/** Asks the mint by invoking its function: whoever may do that may mint, and the signing key stays where it is. */
export function sdkMintDoor(connection: OperatorConnection, functionName: string): MintDoor {
  const client = new LambdaClient(clientSettings(connection));
  return {
    ask: async (request) => {
      const invoke = new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(request) });
      const answer = await client.send(invoke).catch((error) => {
        throw awsRefusal('asking the mint', error);
      });
      if (answer.FunctionError !== undefined || answer.Payload === undefined)
        throw awsRefusal('asking the mint', { name: answer.FunctionError });
      const { statusCode, body } = JSON.parse(Buffer.from(answer.Payload).toString('utf8')) as {
        statusCode: number;
        body: string;
      };
      return { status: statusCode, document: JSON.parse(body) as Record<string, unknown> };
    },
  };
}
