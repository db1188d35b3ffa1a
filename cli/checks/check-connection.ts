import { OperatorFault } from '../../lambda/domain/operator-fault.ts';
import { connect } from '../connect.ts';
import type { StagePorts } from '../connect-stage.ts';
import type { Connection, Target } from '../connection.ts';
import type { Finding } from '../finding.ts';

export interface ConnectionFinding {
  readonly finding: Finding;
  readonly connection?: Connection;
}

/** Whether the gateway's outputs can be found and read. */
export async function checkConnection(
  target: Target,
  projectDir: string,
  ports: StagePorts,
): Promise<ConnectionFinding> {
  const check = 'gateway';
  try {
    const connection = await connect(target, projectDir, ports);
    const { url, stageName } = connection.outputs;
    return { finding: { check, status: 'ok', detail: `${stageName} at ${url}` }, connection };
  } catch (error) {
    if (!(error instanceof OperatorFault)) throw error;
    return { finding: { check, status: 'fail', detail: error.message, fix: error.fix } };
  }
}
