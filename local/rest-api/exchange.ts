import { randomBytes, randomUUID } from 'node:crypto';
import type { RestApiPlan } from '../plan/rest-api-plan.ts';
import type { Match } from './match-resource.ts';
import type { RequestFacts } from './request-facts.ts';

export type ContextValue = string | number | boolean;

/** What the authorizer said of a request that it let through. */
export interface Authorization {
  readonly principalId: string;
  /** As the backend sees them: text. */
  readonly context: Readonly<Record<string, string>>;
  readonly usageIdentifierKey?: string;
  readonly latencyMs: number;
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
  match?: Match;
  authorization?: Authorization;
  apiKey?: { readonly id: string; readonly value: string };
  error?: { readonly message: string | null; readonly responseType: string };
  integration?: { readonly status?: number; readonly latencyMs: number; readonly error?: string };
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
