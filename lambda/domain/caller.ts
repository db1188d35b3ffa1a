import { type AuthorizerContext, UNNARROWED } from '../../contract/authorizer-context.ts';
import type { KeyItem } from '../../contract/tables.ts';
import { productsLeft, routesOnly } from './allowed-by-all.ts';
import type { OpenedToken } from './open-token.ts';

/** Whose client key was accepted. */
export interface Caller {
  readonly context: AuthorizerContext;
  /** Opaque value that API Gateway meters; not a credential. */
  readonly usageKey: string;
}

/** What a key's record says about its holder. A narrowing that is there but damaged opens nothing. */
export const callerOf = (key: KeyItem): Caller => ({
  context: {
    keyId: key.id,
    client: key.client,
    plan: key.plan,
    products: key.products.join(' '),
    role: key.role === undefined ? UNNARROWED : named(key.role),
    scopes: key.scopes === undefined ? UNNARROWED : key.scopes.map(named).join(' '),
  },
  usageKey: key.usageKey,
});

/** The word for "not narrowed" in a record is damage: nobody can have asked for it. */
const named = (word: string): string => (word === UNNARROWED ? '' : word);

/** The holder of a token: whatever its key's holder may, and every step of the token as well. */
export function holderOf(key: KeyItem, token: OpenedToken): Caller {
  const { context, usageKey } = callerOf(key);
  const may = routesOnly(token.may);
  return {
    context: {
      ...context,
      products: productsLeft(key.products, token.may).join(' '),
      tokenId: token.jti,
      ...(may.length === 0 ? {} : { may: JSON.stringify(may) }),
    },
    usageKey,
  };
}
