import type { Constraints } from '../../contract/constraints.ts';
import type { Route } from '../../contract/upstream.ts';
import { bodyObjection, type Schemas } from './body-objection.ts';
import type { Call } from './call.ts';
import type { JsonReading } from './json-reading.ts';
import { modelObjection } from './model-objection.ts';
import { queryObjection } from './query-objection.ts';

export interface ConstraintFacts {
  readonly call: Pick<Call, 'method' | 'path' | 'query' | 'body'>;
  /** The upstream's route that the call is on: it says where the model is. */
  readonly route: Route;
  /** Reads the body when it is first needed. */
  readonly json: () => JsonReading;
  readonly schemas: Schemas;
}

/** Methods whose requests usually have no body; without one there is nothing that a rule for bodies could be about. */
const BODILESS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS']);

/** Which rule a call breaks, in the words of the config, e.g. `query.maxResults`; `undefined` if it breaks none. */
export function constraintObjection(
  { models, query, body }: Constraints,
  { call, route, json, schemas }: ConstraintFacts,
): string | undefined {
  const model = models && modelObjection(models, route, call.path, json);
  if (model !== undefined) return model;
  const asked = query && queryObjection(query, call.query);
  if (asked !== undefined || body === undefined) return asked;
  const bodiless = call.body.length === 0 && BODILESS.has(call.method);
  return bodiless ? undefined : bodyObjection(body, json(), schemas);
}
