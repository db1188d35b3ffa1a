import type { MethodPlan, RestApiPlan } from './rest-api-plan.ts';

/** ARNs of the functions for which a client of this method waits: its integration and its authorizer. */
export const functionsOfMethod = ({ integration, authorization }: MethodPlan): readonly string[] =>
  [integration, authorization].flatMap((target) =>
    typeof target === 'object' && 'functionArn' in target ? [target.functionArn] : [],
  );

/** ARNs of the functions for which a client of the REST API waits. */
export const awaitedFunctions = ({ resources }: RestApiPlan): ReadonlySet<string> =>
  new Set(resources.flatMap(({ methods }) => Object.values(methods).flatMap(functionsOfMethod)));
