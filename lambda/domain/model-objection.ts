import type { Route } from '../../contract/upstream.ts';
import { bodyObjection } from './body-objection.ts';
import type { JsonReading } from './json-reading.ts';
import { firstWildcard } from './route-pattern.ts';
import { wildcardSource } from './wildcards.ts';

const MODEL_NAMED = { require: ['model'] };
const compiled = new Map<string, RegExp>();

/** Why the model that a request names is none of those it may name. A route that does not say where its model is has none. */
export function modelObjection(
  models: readonly string[],
  route: Pick<Route, 'path' | 'model'>,
  path: string,
  json: () => JsonReading,
): string | undefined {
  switch (route.model) {
    case 'none':
      return undefined;
    case 'path':
      return mayName(models, firstWildcard(route.path, path)) ? undefined : 'models';
    case 'body': {
      const reading = json();
      const odd = bodyObjection(MODEL_NAMED, reading, () => undefined);
      if (odd !== undefined || 'oddity' in reading) return odd;
      return mayName(models, reading.value['model']) ? undefined : 'models';
    }
    case undefined:
      return 'models';
  }
}

const mayName = (models: readonly string[], name: unknown): boolean =>
  typeof name === 'string' && models.some((pattern) => expressionOf(pattern).test(name));

function expressionOf(pattern: string): RegExp {
  let expression = compiled.get(pattern);
  if (expression === undefined) {
    expression = new RegExp(`^${wildcardSource(pattern.split('*'), '[A-Za-z0-9._-]', '*')}$`);
    compiled.set(pattern, expression); // patterns come from the settings only, so the map is bounded
  }
  return expression;
}
