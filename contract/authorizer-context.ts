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
  /** Id of the token that was presented; absent for a client key. */
  readonly tokenId?: string;
  /** JSON: the steps of a token that the proxy decides on, each of which must allow the call; absent for none. */
  readonly may?: string;
  /** JSON: a `MintGrant`, told to the mint alone. */
  readonly grant?: string;
}
