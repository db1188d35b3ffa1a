import { createHash } from 'node:crypto';
import type { AuthorizerPlan } from '../plan/rest-api-plan.ts';
import type { AuthorizerAnswer } from './read-authorizer-answer.ts';

/** Enough for any run on one machine; the oldest entry goes first. */
const ENTRIES_MAX = 10_000;

interface Entry {
  readonly answer: AuthorizerAnswer;
  readonly until: number;
}

/**
 * Answers of Lambda authorizers by identity: the same identity gets the same policy and context for the time to live, on every method of
 * the API (https://docs.aws.amazon.com/apigateway/latest/developerguide/configure-api-gateway-lambda-authorization.html). Identities are kept as digests only.
 */
export class AuthorizerCache {
  readonly #now: () => number;
  readonly #entries = new Map<string, Entry>();

  constructor(now: () => number) {
    this.#now = now;
  }

  get(plan: AuthorizerPlan, identity: readonly string[]): AuthorizerAnswer | undefined {
    const entry = this.#entries.get(keyOf(plan, identity));
    return entry !== undefined && entry.until > this.#now() ? entry.answer : undefined;
  }

  put(plan: AuthorizerPlan, identity: readonly string[], answer: AuthorizerAnswer): void {
    if (plan.ttlMs === 0) return;
    const key = keyOf(plan, identity);
    this.#entries.delete(key);
    this.#entries.set(key, { answer, until: this.#now() + plan.ttlMs });
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > ENTRIES_MAX && oldest !== undefined) this.#entries.delete(oldest);
  }

  flush(): void {
    this.#entries.clear();
  }
}

const keyOf = (plan: AuthorizerPlan, identity: readonly string[]): string =>
  createHash('sha256')
    .update(JSON.stringify([plan.id, ...identity]))
    .digest('base64');
