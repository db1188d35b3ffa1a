import type { AuthorizerContext } from '../../contract/authorizer-context.ts';

/** Whose client key was accepted. */
export interface Caller {
  readonly context: AuthorizerContext;
  /** Opaque value that API Gateway meters; not a credential. */
  readonly usageKey: string;
}
