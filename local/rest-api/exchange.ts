import { randomBytes, randomUUID } from 'node:crypto';
import type { WebAclPlan } from '../plan/firewall-plan.ts';
import type { RestApiPlan } from '../plan/rest-api-plan.ts';
import type { Match } from './match-resource.ts';
import type { AuthorizerAnswer } from './read-authorizer-answer.ts';
import type { RequestFacts } from './request-facts.ts';

export type ContextValue = string | number | boolean;

/** What the access log tells of asking the authorizer. */
export interface Asked {
  readonly status: number;
  readonly latencyMs: number;
  readonly error?: string;
}

/** One request on its way: what is known so far. The access log and `$context` templates are read from it. */
export interface Exchange {
  readonly api: RestApiPlan;
  readonly facts: RequestFacts;
  readonly requestId: string;
  readonly extendedRequestId: string;
  readonly traceId: string;
  /** Unix milliseconds. */
  readonly startedAt: number;
  /** What the web ACL said, if there is one. */
  firewall?: {
    readonly webAcl: WebAclPlan;
    readonly code: 'WAF_ALLOW' | 'WAF_BLOCK';
    readonly latencyMs: number;
  };
  match?: Match;
  authorizer?: Asked;
  /** What the authorizer said of a request that it let through. */
  authorization?: AuthorizerAnswer;
  apiKey?: { readonly id: string; readonly value: string };
  error?: {
    readonly message: string | null;
    readonly responseType: string;
    readonly validation?: string;
  };
  integration?: {
    /** Of the invocation. */
    readonly status?: number;
    /** Of the answer inside. */
    readonly answered?: number;
    readonly latencyMs: number;
    readonly error?: string;
  };
  status?: number;
  responseBytes: number;
}

export function beginExchange(api: RestApiPlan, facts: RequestFacts, now: number): Exchange {
  const seconds = Math.floor(now / 1000).toString(16);
  return {
    api,
    facts,
    requestId: randomUUID(),
    extendedRequestId: randomBytes(11).toString('base64url').concat('='),
    traceId: `Root=1-${seconds}-${randomBytes(12).toString('hex')}`,
    startedAt: now,
    responseBytes: 0,
  };
}
