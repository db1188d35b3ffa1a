import { carrierText } from '../carrier.ts';
import type { ConfigProblem } from '../config-error.ts';
import { type Draft, itemsOf } from '../draft.ts';
import { type Path, pathText } from '../path-text.ts';
import { ROUTE } from '../route.ts';
import { CARRIER } from '../upstream-fields.ts';

interface Placed {
  readonly path: Path;
  /** Equal for two things of which one is superfluous. */
  readonly same: string;
}

/** The same carrier, or the same method and path, twice: one of them was meant to be something else. */
export const checkDuplicates = (draft: Draft): readonly ConfigProblem[] =>
  draft.upstreams.flatMap(({ name, raw }) => [
    ...repeated(carriers(['upstreams', name, 'carriers'], raw['carriers'])),
    ...repeated(routes(['upstreams', name, 'routes'], raw['routes'])),
  ]);

const carriers = (path: Path, raw: unknown): readonly Placed[] =>
  itemsOf(raw).flatMap((item, index) => {
    const carrier = CARRIER.safeParse(item);
    return carrier.success ? [{ path: [...path, index], same: carrierText(carrier.data) }] : [];
  });

const routes = (path: Path, raw: unknown): readonly Placed[] =>
  itemsOf(raw).flatMap((item, index) => {
    const route = ROUTE.safeParse(item);
    if (!route.success) return [];
    return route.data.methods.map((method, position) => ({
      path: [...path, index, 'methods', position],
      same: `${method} ${route.data.path}`,
    }));
  });

function repeated(placed: readonly Placed[]): readonly ConfigProblem[] {
  const seen = new Set<string>();
  return placed.flatMap(({ path, same }) => {
    if (!seen.has(same)) {
      seen.add(same);
      return [];
    }
    return [{ path: pathText(path), problem: 'is listed twice', fix: 'remove one of the two' }];
  });
}
