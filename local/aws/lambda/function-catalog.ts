import { arn, type Place } from '../../assembly/place.ts';
import type { FunctionPlan } from '../../plan/plan-functions.ts';
import { AwsError } from '../aws-error.ts';
import type { Input } from '../operation.ts';

/** `function`, `function:$LATEST`, `000000000000:function:name`, or a whole ARN. */
const NAME =
  /^(?:arn:aws:lambda:([a-z0-9-]+):)?(?:(\d{12}):)?(?:function:)?([a-zA-Z0-9-_]{1,64})(?::(\$LATEST|[a-zA-Z0-9-_]+))?$/;

/** Finds functions as Lambda's API names them, https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_RequestSyntax. */
export class FunctionCatalog {
  readonly #plans: readonly FunctionPlan[];
  readonly #place: Place;

  constructor(plans: readonly FunctionPlan[], place: Place) {
    this.#plans = plans;
    this.#place = place;
  }

  /** ARN for a policy check, whether or not there is such a function. */
  arnOf(input: Input): string {
    const asked = String(input['FunctionName'] ?? '');
    const name = NAME.exec(asked)?.[3] ?? asked;
    const plan = this.#plans.find((known) => known.name === name);
    return plan?.arn ?? arn(this.#place, 'lambda', `function:${name}`);
  }

  /** There are no versions and aliases here: any other qualifier than `$LATEST` is not found. */
  find(input: Input): FunctionPlan {
    const asked = String(input['FunctionName'] ?? '');
    const parts = NAME.exec(asked);
    if (parts === null)
      throw new AwsError(
        'ValidationException',
        `1 validation error detected: Value '${asked}' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern`,
      );
    const [, region = this.#place.region, account = this.#place.accountId, name, inName] = parts;
    const qualifier = typeof input['Qualifier'] === 'string' ? input['Qualifier'] : inName;
    const here = region === this.#place.region && account === this.#place.accountId;
    const found = this.#plans.find((plan) => plan.name === name);
    if (here && found !== undefined && (qualifier ?? '$LATEST') === '$LATEST') return found;
    const whole = `arn:aws:lambda:${region}:${account}:function:${name}`;
    throw new AwsError(
      'ResourceNotFoundException',
      `Function not found: ${whole}${qualifier === undefined ? '' : `:${qualifier}`}`,
      404,
      { Type: 'User' },
    );
  }
}
