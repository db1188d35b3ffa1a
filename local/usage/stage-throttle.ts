import type { MethodThrottlePlan } from '../plan/rest-api-plan.ts';
import { TokenBucket } from './token-bucket.ts';

/** A method that a request has found. */
export interface ThrottledMethod {
  readonly resource: { readonly path: string };
  /** `httpMethod` is as declared: `GET`, or `ANY`. */
  readonly method: { readonly httpMethod: string };
  readonly httpMethod: string;
}

/** What settings may call a method: by what the client said, or by what the API declares. */
export const methodNames = ({ resource, method, httpMethod }: ThrottledMethod): readonly string[] =>
  [...new Set([httpMethod, method.httpMethod])].map((name) => `${resource.path}/${name}`);

/**
 * The stage's throttles, all callers together: each method has a bucket of its own, of the size that the most specific setting gives it
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html).
 */
export class StageThrottle {
  readonly #plans: readonly MethodThrottlePlan[];
  readonly #now: () => number;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(plans: readonly MethodThrottlePlan[], now: () => number) {
    this.#plans = plans;
    this.#now = now;
  }

  admit(found: ThrottledMethod): boolean {
    const { path } = found.resource;
    const names = [found.httpMethod, found.method.httpMethod, '*'];
    const plan = [path, '*']
      .flatMap((resourcePath) => names.map((httpMethod) => ({ resourcePath, httpMethod })))
      .map((wanted) =>
        this.#plans.find((p) => p.resourcePath === wanted.resourcePath && p.httpMethod === wanted.httpMethod),
      )
      .find((p) => p !== undefined);
    if (plan === undefined) return true;
    const key = `${path}/${found.method.httpMethod}`;
    const bucket = this.#buckets.get(key) ?? new TokenBucket(plan.size, this.#now());
    this.#buckets.set(key, bucket);
    return bucket.take(this.#now());
  }
}
