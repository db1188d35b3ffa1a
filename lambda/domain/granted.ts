import type { KeyItem } from '../../contract/tables.ts';
import { TOKENS_MOUNT } from '../../contract/tokens.ts';
import type { Caller } from './caller.ts';
import { mintGrant } from './mint-grant.ts';
import type { OpenedToken } from './open-token.ts';

/** A caller as a mount is told of him: only the mint learns what it may hand on. */
export function granted(caller: Caller, mount: string, key: KeyItem, token?: OpenedToken): Caller {
  if (mount !== TOKENS_MOUNT || key.mayMint !== true) return caller;
  return { ...caller, context: { ...caller.context, grant: JSON.stringify(mintGrant(key, token)) } };
}
