import type { Route } from '../../../contract/upstream.ts';
import type { ConfigProblem } from '../config-error.ts';
import { type Draft, itemsOf, type ProductEntryDraft, validPart } from '../draft.ts';
import { narrowRoutes } from '../narrow-routes.ts';
import { type Path, pathText } from '../path-text.ts';
import { ROUTE_FIELDS } from '../route.ts';
import { routesOf } from './routes-of.ts';

const FIX = `say where on the route: model: 'path', 'body' or, where a request names no model, 'none'`;

/** Whoever allows only some models knows where each request names its model. */
export const checkConstraints = (draft: Draft): readonly ConfigProblem[] => [
  ...draft.upstreams.flatMap(({ name, raw }) =>
    itemsOf(raw['routes']).flatMap((item, index) =>
      checkRoute(['upstreams', name, 'routes', index], validPart(ROUTE_FIELDS, Object(item))),
    ),
  ),
  ...draft.products.flatMap((entry) => checkEntry(draft, entry)),
];

function checkRoute(
  path: Path,
  { path: pattern = '*', model, constraints }: Partial<Route>,
): readonly ConfigProblem[] {
  const inPath = model === 'path' && !pattern.replace(/\/\*\*$/, '').includes('*');
  const nowhere = constraints?.models !== undefined && (model === undefined || model === 'none');
  return [
    ...(inPath
      ? [
          {
            path: pathText([...path, 'model']),
            problem: 'is the first * of a path that has none',
            fix: `write 'body' or 'none'`,
          },
        ]
      : []),
    ...(nowhere
      ? [
          {
            path: pathText([...path, 'constraints', 'models']),
            problem: 'allows models where no request is known to name one',
            fix: FIX,
          },
        ]
      : []),
  ];
}

function checkEntry(draft: Draft, entry: ProductEntryDraft): readonly ConfigProblem[] {
  const { upstream, methods, paths, constraints } = entry.valid;
  const routes = upstream === undefined ? undefined : routesOf(draft, upstream);
  if (constraints?.models === undefined || routes === undefined) return [];
  const unsaid = routes.filter(
    (route) => route.model === undefined && narrowRoutes([route], { methods, paths }).length > 0,
  );
  if (unsaid.length === 0) return [];
  const path = pathText([...entry.at, 'constraints', 'models']);
  const problem = `allows models where no request is known to name one: ${unsaid.map((route) => route.path).join(', ')}`;
  return [{ path, problem, fix: FIX }];
}
