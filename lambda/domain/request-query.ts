import type { Upstream } from '../../contract/upstream.ts';
import { foldedName } from './folded-name.ts';
import { holdsClientKey } from './holds-client-key.ts';

type QueryPolicy = Pick<Upstream, 'carriers' | 'inject' | 'dropQuery' | 'refuseQuery'>;
type Pair = readonly [string, string];

/**
 * The query parameters that may travel, in order; `undefined` where one of them may not be asked for at all. Names are
 * compared folded, so no other way of writing a credential's name travels beside it.
 */
export function forwardableQuery(query: readonly Pair[], upstream: QueryPolicy): readonly Pair[] | undefined {
  if (query.length === 0) return query;
  const { dropped, refused } = policyOf(upstream);
  const kept: Pair[] = [];
  for (const pair of query) {
    const name = foldedName(pair[0]);
    if (refused.has(name)) return undefined;
    if (!dropped.has(name) && !pair.some(holdsClientKey)) kept.push(pair);
  }
  return kept;
}

interface Names {
  readonly dropped: ReadonlySet<string>;
  readonly refused: ReadonlySet<string>;
}

/** Settings live as long as their function, and so does what is derived from them. */
const made = new WeakMap<QueryPolicy, Names>();

function policyOf(upstream: QueryPolicy): Names {
  const known = made.get(upstream);
  if (known !== undefined) return known;
  const { carriers, inject, dropQuery, refuseQuery } = upstream;
  const places = carriers.flatMap((carrier) => (carrier.in === 'query' ? [carrier.name] : []));
  const injected = inject.as === 'query' ? [inject.name] : [];
  const own = new Set([...places, ...injected].map(foldedName));
  const names = {
    dropped: new Set([...own, ...dropQuery.map(foldedName)]),
    refused: new Set(refuseQuery.map(foldedName).filter((name) => !own.has(name))),
  };
  made.set(upstream, names);
  return names;
}
