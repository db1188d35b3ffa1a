import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { OperatorFault } from '../domain/operator-fault.ts';
import type { SealDoor } from '../flows/chain-ports.ts';
import { awsRefusal } from './aws-refusal.ts';
import { clientSettings, type OperatorConnection } from './operator-connection.ts';

/** Runs the sealing function and waits for it, which takes longer than other calls do. */
export function sdkSealDoor(connection: OperatorConnection, functionName: string): SealDoor {
  const settings = clientSettings(connection);
  const requestHandler = { ...settings.requestHandler, requestTimeout: 15 * 60_000 };
  const client = new LambdaClient({ ...settings, requestHandler, maxAttempts: 1 });
  return {
    seal: async () => {
      const answer = await client.send(new InvokeCommand({ FunctionName: functionName })).catch((error) => {
        throw awsRefusal('running the sealing function', error);
      });
      const { sealed } = Object(parsed(answer.Payload)) as { sealed?: unknown };
      if (answer.FunctionError === undefined && typeof sealed === 'number') return sealed;
      throw new OperatorFault(
        'aws.refused',
        'the audit trail could not be sealed',
        'see AuditSealFailing in docs/operating.md; the function’s log says what failed',
      );
    },
  };
}

const parsed = (payload: Uint8Array | undefined): unknown => {
  try {
    return JSON.parse(Buffer.from(payload ?? []).toString('utf8'));
  } catch {
    return undefined;
  }
};
