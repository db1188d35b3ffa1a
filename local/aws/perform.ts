import type { AwsError } from './aws-error.ts';
import type { Caller } from './caller.ts';
import type { Input, Operation, Service } from './operation.ts';

/** One call, as the wire named it. */
export interface Call {
  /** As in the signature's scope: `dynamodb`. */
  readonly service: string;
  readonly protocol: Service['protocol'];
  /** As in AWS's API reference: `PutItem`. */
  readonly operation: string;
  readonly caller: Caller;
}

/** What somebody is about to do, in the words of a policy. */
export interface Intent extends Call {
  readonly action: string;
  readonly resources: readonly string[];
  /** Condition keys of the service, in lower case. */
  readonly context: Readonly<Record<string, readonly string[]>>;
}

/** Refuses by returning the error. */
export type Authorize = (intent: Intent) => AwsError | undefined;

/** Comes between: may wait, throw, or never resolve. `before` what the operation does, and `after` it is done. */
export interface Disturbance {
  before?(): Promise<void>;
  after?(): Promise<void>;
}
export type Disturb = (call: Call) => Disturbance | undefined;

export interface Guards {
  readonly authorize: Authorize;
  /** @default nothing is disturbed */
  readonly disturb?: Disturb;
}

/** The one place through which every operation of every service passes. */
export async function perform(
  operation: Operation,
  input: Input,
  call: Call,
  { authorize, disturb }: Guards,
): Promise<unknown> {
  const disturbance = disturb?.(call);
  await disturbance?.before?.();
  const about = { ...call, resources: operation.resources(input), context: operation.context?.(input) ?? {} };
  for (const action of [operation.action, ...(operation.also?.(input) ?? [])]) {
    const refusal = authorize({ ...about, action });
    if (refusal !== undefined) throw refusal;
  }
  const output = await operation.run(input, call.caller);
  await disturbance?.after?.();
  return output;
}
