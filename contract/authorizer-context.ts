/** What the authorizer tells the proxy. API Gateway carries strings, numbers and booleans only. */
export interface AuthorizerContext {
  readonly keyId: string;
  readonly client: string;
  /** Product names, space-separated. */
  readonly products: string;
}
