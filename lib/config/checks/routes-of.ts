import { MODEL_PLACES } from '../../../contract/constraints.ts';
import type { Route } from '../../../contract/upstream.ts';
import { type Draft, itemsOf } from '../draft.ts';
import { presetOf } from '../preset-of.ts';
import { METHOD, METHODS, PATH_PATTERN } from '../route.ts';

/**
 * The routes of an upstream by what is valid of them. Undefined if the upstream or a path of its routes is invalid: that is
 * reported, and nothing more can be said.
 */
export function routesOf(draft: Draft, name: string): readonly Route[] | undefined {
  const upstream = draft.upstreams.find((candidate) => candidate.name === name);
  if (upstream?.raw['routes'] === undefined) return presetOf(upstream?.valid.preset).routes;
  const routes = itemsOf(upstream.raw['routes']).map(likelyRoute);
  return routes.every((route) => route !== undefined) ? routes : undefined;
}

/** A route whose path is known. Where a method is invalid, any may have been meant. */
function likelyRoute(raw: unknown): Route | undefined {
  const route = typeof raw === 'object' && raw !== null ? raw : {};
  const path = PATH_PATTERN.safeParse(Reflect.get(route, 'path'));
  const methods = itemsOf(Reflect.get(route, 'methods'));
  const known = methods.length > 0 && methods.every((method) => METHOD.safeParse(method).success);
  const model = MODEL_PLACES.find((place) => place === Reflect.get(route, 'model'));
  return path.success
    ? { methods: known ? methods.map(String) : METHODS, path: path.data, ...(model && { model }) }
    : undefined;
}
