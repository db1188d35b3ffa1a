import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { FAULTS, type FaultCode } from '../../contract/faults.ts';
import { ROLLBACK_MS, type RollbackAnswer, type RotationRun } from '../../contract/rotation-run.ts';
import { OperatorFault } from '../domain/operator-fault.ts';
import type { RotationDoor } from '../flows/upstream-ports.ts';
import { awsRefusal } from './aws-refusal.ts';
import { clientSettings, type OperatorConnection } from './operator-connection.ts';

/** What the function takes beside the wait for the upstream. */
const ANSWER_MS = ROLLBACK_MS + 60_000;

/** Asks the rotation function by invoking it: whoever may do that may let keys be promoted and deleted. */
export function sdkRotationDoor(connection: OperatorConnection): RotationDoor {
  const settings = clientSettings(connection);
  const payload = (run: RotationRun) => Buffer.from(JSON.stringify(run));
  return {
    sweep: async (functionName) => {
      const invoke = new InvokeCommand({
        FunctionName: functionName,
        InvocationType: 'Event',
        Payload: payload({ run: 'sweep' }),
      });
      await new LambdaClient(settings).send(invoke).catch((error) => {
        throw awsRefusal('asking the rotation function to sweep', error);
      });
    },
    rollBack: async (functionName, to) => {
      const action = 'asking the rotation function to roll back';
      // It takes minutes; whoever runs the command again goes on from there.
      const client = new LambdaClient({
        ...settings,
        maxAttempts: 1,
        requestHandler: { ...settings.requestHandler, requestTimeout: ANSWER_MS },
      });
      const invoke = new InvokeCommand({
        FunctionName: functionName,
        Payload: payload({ run: 'rollback', to }),
      });
      const answer = await client.send(invoke).catch((error) => {
        throw unheard(awsRefusal(action, error));
      });
      const read = answer.FunctionError === undefined ? readAnswer(answer.Payload) : undefined;
      if (read === undefined) throw awsRefusal(action, { name: answer.FunctionError ?? 'unreadable answer' });
      return read;
    },
  };
}

/** It may have been done. */
const unheard = (fault: OperatorFault): OperatorFault =>
  fault.code === 'aws.unreachable'
    ? new OperatorFault(
        fault.code,
        fault.message,
        'run the command again: done or not, it goes on from there',
        { cause: fault.cause },
      )
    : fault;

function readAnswer(payload: Uint8Array | undefined): RollbackAnswer | undefined {
  let document: Partial<Record<string, unknown>>;
  try {
    document = Object(JSON.parse(Buffer.from(payload ?? []).toString('utf8'))) as typeof document;
  } catch {
    return undefined;
  }
  const { outcome, versionId, code } = document;
  if (outcome === 'rolled-back' && typeof versionId === 'string') return { outcome, versionId };
  if (outcome === 'failed' && typeof code === 'string')
    return { outcome, code: Object.hasOwn(FAULTS, code) ? (code as FaultCode) : 'internal' };
  return undefined;
}
