/** Stands for "not narrowed". Neither a role nor a scope can be named so. */
export const UNNARROWED = '*';

/**
 * What the authorizer tells the proxy. API Gateway carries strings, numbers and booleans only. What is empty or missing
 * opens nothing.
 */
export interface AuthorizerContext {
  readonly keyId: string;
  readonly client: string;
  /** Name of the usage plan; hard quotas are counted by it. */
  readonly plan: string;
  /** Product names, space-separated. */
  readonly products: string;
  /** A role's name, or `UNNARROWED`. */
  readonly role: string;
  /** Scopes, space-separated, or `UNNARROWED`. */
  readonly scopes: string;
}
