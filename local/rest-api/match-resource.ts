import type { MethodPlan, ResourcePlan } from '../plan/rest-api-plan.ts';

export interface Match {
  readonly resource: ResourcePlan;
  readonly method: MethodPlan;
  /** As the client said it. */
  readonly httpMethod: string;
  /** As sent, still percent-encoded. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** Static before `{name}` before `{name+}`, segment by segment. */
const RANK = { static: 0, single: 1, greedy: 2 } as const;

const kindOf = (part: string): keyof typeof RANK =>
  part.endsWith('+}') ? 'greedy' : part.startsWith('{') ? 'single' : 'static';

interface Candidate {
  readonly resource: ResourcePlan;
  readonly parts: readonly string[];
}

/** Finds the resource and method that serve a path; undefined is what API Gateway calls a missing authentication token. */
export function resourceMatcher(
  resources: readonly ResourcePlan[],
): (path: string, httpMethod: string) => Match | undefined {
  const candidates: readonly Candidate[] = resources
    .map((resource) => ({ resource, parts: resource.path === '/' ? [] : resource.path.slice(1).split('/') }))
    .sort((a, b) => compare(a.parts, b.parts));
  return (path, httpMethod) => {
    if (!path.startsWith('/')) return undefined;
    const trimmed = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
    for (const { resource, parts } of candidates) {
      const pathParameters = matchParts(parts, path, trimmed);
      if (pathParameters === undefined) continue;
      const method = resource.methods[httpMethod] ?? resource.methods['ANY'];
      return method === undefined ? undefined : { resource, method, httpMethod, pathParameters };
    }
    return undefined;
  };
}

function compare(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const [left, right] = [a[i], b[i]];
    if (left === undefined || right === undefined) return left === undefined ? -1 : 1;
    const order = RANK[kindOf(left)] - RANK[kindOf(right)];
    if (order !== 0) return order;
  }
  return 0;
}

/** A trailing slash is no segment of its own, except to a greedy parameter, which gets it as sent. */
function matchParts(
  parts: readonly string[],
  path: string,
  trimmed: string,
): Readonly<Record<string, string>> | undefined {
  const greedy = parts.at(-1)?.endsWith('+}') ?? false;
  const sent = greedy ? path.slice(1).split('/') : trimmed === '/' ? [] : trimmed.slice(1).split('/');
  if (greedy ? sent.length < parts.length : sent.length !== parts.length) return undefined;
  const found: Record<string, string> = {};
  for (const [i, part] of parts.entries()) {
    const kind = kindOf(part);
    const value = kind === 'greedy' ? sent.slice(i).join('/') : (sent[i] ?? '');
    if (kind === 'static' ? part !== value : value === '') return undefined;
    if (kind !== 'static') found[part.replace(/^\{|\+?\}$/g, '')] = value;
  }
  return found;
}
