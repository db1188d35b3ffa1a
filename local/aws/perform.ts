import type { AwsError } from './aws-error.ts';
import type { Caller } from './caller.ts';
import type { Input, Operation } from './operation.ts';

/** What somebody is about to do, in the words of a policy. */
export interface Intent {
  readonly action: string;
  readonly resources: readonly string[];
  readonly caller: Caller;
}

/** Refuses by returning the error. */
export type Authorize = (intent: Intent) => AwsError | undefined;

/** Roles of the template are not enforced. */
export const allowEverything: Authorize = () => undefined;

/** The one place through which every operation of every service passes. */
export async function perform(
  operation: Operation,
  input: Input,
  caller: Caller,
  authorize: Authorize,
): Promise<unknown> {
  const refusal = authorize({ action: operation.action, resources: operation.resources(input), caller });
  if (refusal !== undefined) throw refusal;
  return operation.run(input, caller);
}
