import { OperatorFault } from '../../lambda/domain/operator-fault.ts';
import type { StagePorts } from '../connect-stage.ts';
import type { Finding } from '../finding.ts';

const BOOTSTRAP_STACK = 'CDKToolkit';
/** What stacks with file assets require of a bootstrap: https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html */
const BOOTSTRAP_VERSION_MIN = 6;

/** Whether AWS knows the operator and the account was bootstrapped for the CDK. */
export async function checkAccount(
  ports: StagePorts,
  region: string | undefined,
): Promise<readonly Finding[]> {
  return [
    await attempt('AWS credentials', async () => ({ detail: await ports.callerIdentity(region) })),
    await attempt('CDK bootstrap', async () => {
      const { outputs, region: where } = await ports.stackOutputs(BOOTSTRAP_STACK, region);
      if (outputs === undefined)
        throw new OperatorFault(
          'connection.missing',
          `there is no stack ${BOOTSTRAP_STACK} in ${where}`,
          'run `npx cdk bootstrap`',
        );
      const version = Number(outputs['BootstrapVersion']);
      if (!(version >= BOOTSTRAP_VERSION_MIN))
        throw new OperatorFault(
          'connection.missing',
          'the bootstrap is too old',
          'run `npx cdk bootstrap` again',
        );
      return { detail: `version ${version} in ${where}` };
    }),
  ];
}

async function attempt(check: string, work: () => Promise<{ readonly detail: string }>): Promise<Finding> {
  try {
    return { check, status: 'ok', ...(await work()) };
  } catch (error) {
    if (!(error instanceof OperatorFault)) throw error;
    return { check, status: 'fail', detail: error.message, fix: error.fix };
  }
}
