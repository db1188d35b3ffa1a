import type { Resolver } from '../assembly/resolver.ts';
import type { JsonObject } from '../assembly/template.ts';
import { object, optionalNumber, optionalText } from './read-property.ts';
import { resourcesOf } from './resources-of.ts';

/** What becomes of a function's asynchronous events. */
export interface AsyncPlan {
  readonly maxAgeMs: number;
  /** After an error of the function; throttled events are tried again until they are too old. */
  readonly retriesMax: number;
  /** ARNs. */
  readonly onSuccess?: string;
  readonly onFailure?: string;
  readonly deadLetter?: string;
}

const MAX_AGE_S = 6 * 3600;
const RETRIES_MAX = 2;

/** Defaults as in https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-configuring.html. */
export function planAsync(resolver: Resolver, functionName: string, properties: JsonObject): AsyncPlan {
  const config = eventInvokeConfig(resolver, functionName);
  const destinations = object(config, 'DestinationConfig');
  const onSuccess = optionalText(object(destinations, 'OnSuccess'), 'Destination');
  const onFailure = optionalText(object(destinations, 'OnFailure'), 'Destination');
  const deadLetter = optionalText(object(properties, 'DeadLetterConfig'), 'TargetArn');
  return {
    maxAgeMs: (optionalNumber(config, 'MaximumEventAgeInSeconds') ?? MAX_AGE_S) * 1000,
    retriesMax: optionalNumber(config, 'MaximumRetryAttempts') ?? RETRIES_MAX,
    ...(onSuccess === undefined ? {} : { onSuccess }),
    ...(onFailure === undefined ? {} : { onFailure }),
    ...(deadLetter === undefined ? {} : { deadLetter }),
  };
}

/** There are no versions and aliases here: a configuration of one is not meant for what is invoked. */
function eventInvokeConfig(resolver: Resolver, functionName: string): JsonObject {
  const found = resourcesOf(resolver, 'AWS::Lambda::EventInvokeConfig').find(
    ({ properties }) =>
      optionalText(properties, 'Qualifier') === '$LATEST' &&
      optionalText(properties, 'FunctionName')?.split(':').at(-1) === functionName,
  );
  return found?.properties ?? {};
}
