import { assumableBy } from '../iam/invoke-permits.ts';
import { LocalRunError } from '../local-run-error.ts';
import type { AccessPlan } from './access-plan.ts';
import type { Note } from './finding.ts';
import type { FunctionPlan } from './plan-functions.ts';

/**
 * A role that does not trust Lambda is refused, as `CreateFunction` refuses it
 * (https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html). A role of elsewhere is unknown: it allows nothing.
 */
export function checkRoles(functions: readonly FunctionPlan[], { roles }: AccessPlan, note: Note): void {
  for (const { logicalId, roleArn } of functions) {
    const role = roles.get(roleArn);
    if (role === undefined)
      note(
        `${logicalId} runs under ${roleArn}, which is no role of this stack; all its calls are refused.`,
        'security',
      );
    else if (!assumableBy(role.trust, 'lambda.amazonaws.com'))
      throw new LocalRunError(
        `The role ${role.logicalId} of ${logicalId} cannot be assumed by Lambda; its AssumeRolePolicyDocument must allow lambda.amazonaws.com sts:AssumeRole.`,
      );
  }
}
