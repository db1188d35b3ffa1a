import type { Upstream } from '../../contract/upstream.ts';
import { matchRoute } from './route-pattern.ts';

/** How long the body of a call may be: its route says so, or the upstream for all that do not. */
export const bodyLimit = (
  { routes, bodyBytesMax }: Pick<Upstream, 'routes' | 'bodyBytesMax'>,
  method: string,
  path: string,
): number => matchRoute(routes, method, path)?.bodyBytesMax ?? bodyBytesMax;
