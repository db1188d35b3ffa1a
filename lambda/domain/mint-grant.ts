import type { KeyItem } from '../../contract/tables.ts';
import { type MintGrant, type Narrowing, TOKEN_DEPTH_MAX } from '../../contract/tokens.ts';
import type { OpenedToken } from './open-token.ts';
import { readNarrowing } from './read-narrowing.ts';

/** What a credential may hand on: its key, and whatever the token leaves of it. */
export const mintGrant = ({ keyHash }: Pick<KeyItem, 'keyHash'>, token?: OpenedToken): MintGrant =>
  token === undefined
    ? { keyHash }
    : {
        keyHash,
        parent: {
          jti: token.jti,
          digest: token.digest,
          ancestors: token.ancestors,
          expSeconds: token.expSeconds,
          ...(token.uses === undefined ? {} : { uses: token.uses }),
          may: token.may,
        },
      };

/** Reads what the authorizer said; `undefined` for anything that it cannot have said. */
export function readMintGrant(text: unknown): MintGrant | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    const grant = JSON.parse(text) as Partial<MintGrant>;
    if (typeof grant.keyHash !== 'string') return undefined;
    if (grant.parent === undefined) return { keyHash: grant.keyHash };
    const { ancestors, expSeconds, may } = grant.parent;
    const sound =
      Array.isArray(ancestors) &&
      ancestors.length <= TOKEN_DEPTH_MAX &&
      Number.isSafeInteger(expSeconds) &&
      Array.isArray(may) &&
      may.every((step: Narrowing) => readNarrowing(step) !== undefined);
    return sound ? { keyHash: grant.keyHash, parent: grant.parent } : undefined;
  } catch {
    return undefined;
  }
}
