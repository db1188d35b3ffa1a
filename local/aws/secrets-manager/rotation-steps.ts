import { randomUUID } from 'node:crypto';
import type { InvokePermits } from '../../iam/invoke-permits.ts';
import type { FunctionAnswer } from '../../lambda/function-answer.ts';
import { FunctionFault } from '../../lambda/function-fault.ts';
import { AwsError } from '../aws-error.ts';

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html */
export const STEPS = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'] as const;
export type Step = (typeof STEPS)[number];

export interface RotationFunctions {
  readonly invoke: (arn: string, event: string) => Promise<FunctionAnswer>;
  readonly permits: InvokePermits;
  /** Told in the function's log what went wrong. */
  readonly note: (arn: string, line: string) => void;
}

const SERVICE = 'secretsmanager.amazonaws.com';

/** Throws unless the function is one of this run and lets Secrets Manager invoke it for the secret. */
export function demandInvocation(
  { permits }: RotationFunctions,
  functionArn: string,
  secretArn: string,
): void {
  if (permits(functionArn, { service: SERVICE, sourceArn: secretArn })) return;
  throw new AwsError(
    'AccessDeniedException',
    `Secrets Manager cannot invoke the specified Lambda function. Ensure that the function policy grants access to the principal ${SERVICE}.`,
  );
}

/** Runs one step and says whether it succeeded. */
export async function runStep(
  functions: RotationFunctions,
  functionArn: string,
  secretArn: string,
  versionId: string,
  step: Step,
): Promise<boolean> {
  const event = {
    Step: step,
    SecretId: secretArn,
    ClientRequestToken: versionId,
    RotationToken: randomUUID(),
  };
  try {
    demandInvocation(functions, functionArn, secretArn);
    await functions.invoke(functionArn, JSON.stringify(event));
    return true;
  } catch (error) {
    const known = error instanceof FunctionFault || error instanceof AwsError;
    if (!known) throw error;
    const why = error instanceof FunctionFault ? error.errorType : error.message;
    functions.note(functionArn, `Rotation of ${secretArn} failed at ${step}: ${why}`);
    return false;
  }
}
