import type { Route } from '../../../contract/upstream.ts';
import type { ConfigProblem } from '../config-error.ts';
import type { Draft, ProductEntryDraft } from '../draft.ts';
import { narrowRoutes } from '../narrow-routes.ts';
import { nearest } from '../nearest.ts';
import { pathText } from '../path-text.ts';
import { routesOf } from './routes-of.ts';

/** A product or role names upstreams that exist, and what it narrows them to is not nothing. */
export const checkProducts = (draft: Draft): readonly ConfigProblem[] =>
  draft.products.flatMap((entry) => {
    const upstream = entry.valid.upstream;
    if (upstream === undefined) return [];
    const names = draft.raw.upstreams.map(([name]) => name);
    return names.includes(upstream)
      ? checkNarrowing(entry, routesOf(draft, upstream))
      : [unknown(entry, upstream, names)];
  });

function unknown(entry: ProductEntryDraft, written: string, names: readonly string[]): ConfigProblem {
  const meant = nearest(written, names);
  const fix = meant
    ? `write '${meant}'`
    : `use one of ${names.join(', ') || '(none is defined)'} or define it`;
  return { path: pathOf(entry, 'upstream'), problem: 'names no upstream of this config', fix };
}

function checkNarrowing(
  entry: ProductEntryDraft,
  routes: readonly Route[] | undefined,
): readonly ConfigProblem[] {
  if (!routes) return [];
  const { methods, paths } = entry.valid;
  const lost = (paths ?? []).flatMap((path, index) => {
    if (narrowRoutes(routes, { paths: [path] }).length > 0) return [];
    const fix = `write a path that lies within one of them or contains one: ${routes.map((route) => route.path).join(', ')}`;
    return [
      { path: pathOf(entry, 'paths', index), problem: 'opens none of the routes of the upstream', fix },
    ];
  });
  const pathsInvalid = entry.raw['paths'] !== undefined && paths === undefined;
  if (lost.length > 0 || pathsInvalid || !methods) return lost;
  if (narrowRoutes(routes, { methods, paths }).length > 0) return [];
  const allowed = [...new Set(narrowRoutes(routes, { paths }).flatMap((route) => route.methods))];
  const fix = `use some of ${allowed.join(', ')}`;
  return [{ path: pathOf(entry, 'methods'), problem: 'leaves none of the routes of the upstream', fix }];
}

const pathOf = (entry: ProductEntryDraft, ...rest: readonly PropertyKey[]): string =>
  pathText([...entry.at, ...rest]);
