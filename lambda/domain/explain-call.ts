import type { ProxySettings } from '../../contract/settings.ts';
import type { KeyItem } from '../../contract/tables.ts';
import { bodyLimit } from './body-limit.ts';
import type { Schemas } from './body-objection.ts';
import { callerOf } from './caller.ts';
import { type DeniedBy, decide } from './decide.ts';
import { judgeKey, type KeyFacts } from './judge-key.ts';
import { pathObjection } from './request-path.ts';
import { forwardableQuery } from './request-query.ts';

/** What would become of a call, and the rule that says so. */
export interface Explanation {
  readonly allowed: boolean;
  /** `products`, `role`, `scope`, `upstream`, `credential`, `mount`, `path`, `query` or `size`. */
  readonly rule: string;
  /** The constraint that is broken, in the config's words: `models`, `query.maxResults`, `body.schema`. */
  readonly constraint?: string;
  readonly because: string;
}

export interface AskedCall {
  readonly method: string;
  /** As the client would send it, the mount included. */
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  readonly body: Buffer;
  /** Says how the body is read; absent where there is none. */
  readonly contentType?: string;
}

type Lists = Pick<ProxySettings, 'upstream' | 'products' | 'roles'>;

/** Decides a call that nobody made, by the very functions that decide the calls that are made. */
export function explainCall(
  key: KeyItem,
  call: AskedCall,
  upstreams: readonly Lists[],
  facts: KeyFacts,
  schemas: Schemas,
): Explanation {
  const judgement = judgeKey(key, facts);
  if (judgement !== 'accepted') return no('credential', `the key is refused: ${judgement}`);
  if (pathObjection(call.path) !== undefined)
    return no('path', 'the path is ambiguous and is never forwarded');
  const lists = upstreams.find(({ upstream }) => call.path.startsWith(`${upstream.mount}/`));
  if (lists === undefined) return no('mount', 'no upstream is mounted at this path');
  const { upstream } = lists;
  const { method, body, contentType } = call;
  const path = call.path.slice(upstream.mount.length);
  const query = forwardableQuery(call.query, upstream);
  if (query === undefined) return no('query', `${upstream.name} takes no such parameter through the gateway`);
  const bytesMax = bodyLimit(upstream, method, path);
  if (body.length > bytesMax) return no('size', `a body may have ${bytesMax} bytes here`);
  const headers = contentType === undefined ? [] : [['content-type', contentType] as const];
  const { context } = callerOf(key);
  const unsaid = { callId: '-', userAgent: '', gatewayUrl: '' };
  const asked = { method, path, query, headers, body, ip: facts.ip };
  const decision = decide({ ...asked, ...unsaid, caller: context }, lists, schemas);
  return decision.kind === 'allow'
    ? {
        allowed: true,
        rule: 'products',
        because: `the product ${decision.product} opens ${decision.route} of ${upstream.name}`,
      }
    : no(
        decision.by.list,
        denied(decision.by, upstream.name, key),
        decision.by.constraint && { constraint: decision.by.constraint.rule },
      );
}

const no = (rule: string, because: string, broken?: Pick<Explanation, 'constraint'>): Explanation => ({
  allowed: false,
  rule,
  ...broken,
  because,
});

function denied({ list, product, constraint }: DeniedBy, upstream: string, key: KeyItem): string {
  if (constraint !== undefined) {
    const of = product === undefined ? `the ${list}` : `the product ${product}`;
    return `${of} asks more of ${constraint.route}: ${constraint.rule}`;
  }
  switch (list) {
    case 'upstream':
      return `${upstream} has no such route on its allow-list`;
    case 'role':
      return `the role ${key.role} does not leave it open`;
    case 'scope':
      return `none of the scopes holds it: ${(key.scopes ?? []).join(', ')}`;
    case 'token':
      return 'a token holds less than its key';
    case 'products':
      return `none of the products opens it: ${key.products.join(', ')}`;
  }
}
