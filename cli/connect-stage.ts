import { OperatorFault } from '../lambda/domain/operator-fault.ts';
import type { Connection } from './connection.ts';
import { readOutputs } from './outputs.ts';

/** What a connection to a deployed stage asks AWS; loaded only when asked. */
export interface StagePorts {
  stackOutputs(
    stackName: string,
    region: string | undefined,
  ): Promise<{ readonly region: string; readonly outputs: Readonly<Record<string, string>> | undefined }>;
  callerIdentity(region: string | undefined): Promise<string>;
}

export const stackNameOf = (stage: string): string => `Sallyport-${stage}`;

/** Connects to a deployed stage through its stack's outputs, with the operator's own AWS credentials. */
export async function connectStage(
  ports: StagePorts,
  stage: string,
  region: string | undefined,
): Promise<Connection> {
  const stack = stackNameOf(stage);
  const [found, operator] = await Promise.all([
    ports.stackOutputs(stack, region),
    ports.callerIdentity(region),
  ]);
  if (found.outputs === undefined)
    throw new OperatorFault(
      'connection.missing',
      `there is no stack ${stack} in ${found.region}, as ${operator}`,
      'check --stage, choose another --region or AWS_PROFILE, or deploy the stage first',
    );
  return { region: found.region, outputs: readOutputs(found.outputs, `the stack ${stack}`), operator };
}
