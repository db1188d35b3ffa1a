import type { KeyItem } from '../../contract/tables.ts';
import type { MintedItem } from '../../contract/token-tables.ts';
import { type Caller, holderOf } from '../domain/caller.ts';
import { Fault } from '../domain/fault.ts';
import { judgeMinted, judgeToken } from '../domain/judge-token.ts';
import { type OpenedToken, openToken } from '../domain/open-token.ts';
import type { TokenForm } from '../domain/token-form.ts';
import type { Clock, KeyStore, Metrics, MintedTokens, Signers } from './ports.ts';

export interface AuthoriseTokenDeps {
  readonly keys: KeyStore;
  readonly signers: Signers;
  readonly minted: MintedTokens;
  readonly metrics: Metrics;
  readonly now: Clock;
  readonly audience: string;
}

/** What is known of a token: its holder, or why it is refused; the key is known as soon as the token is truly ours. */
export type TokenVerdict =
  | { readonly kind: 'accepted'; readonly caller: Caller; readonly key: KeyItem; readonly token: OpenedToken }
  | { readonly kind: 'refused'; readonly key: KeyItem; readonly tokenId: string; readonly verdict: string }
  | { readonly kind: 'unknown' };

/** Whatever speaks for or against the parent key; `accepted` if nothing speaks against it. */
type JudgeParent = (key: KeyItem) => Promise<string>;

/**
 * Whose token is this? Nothing is looked up before the form is right, and nothing but the list of signing keys before the
 * signature is. A use is spent last, so that a call which is refused costs none; a call to the mint costs none either: what
 * it hands on is taken there.
 */
export async function authoriseToken(
  deps: AuthoriseTokenDeps,
  form: TokenForm,
  facts: { readonly ip: string; readonly spends: boolean },
  judgeParent: JudgeParent,
): Promise<TokenVerdict> {
  const signer = await orUnavailable(deps, deps.signers.find(form.kid));
  const token = signer === undefined ? undefined : openToken(form, signer);
  if (token === undefined) {
    deps.metrics.count('TokenForged');
    return { kind: 'unknown' };
  }
  const counted = token.uses !== undefined && facts.spends;
  const [key, own, ...ancestors] = await orUnavailable(
    deps,
    Promise.all([
      deps.keys.find(token.keyHash),
      counted ? ('counted' as const) : deps.minted.find(token.jti),
      ...token.ancestors.map((jti): Promise<MintedItem | undefined> => deps.minted.find(jti)),
    ]),
  );
  if (key === undefined || key.id !== token.keyId) {
    deps.metrics.count('CredentialUnknown');
    return { kind: 'unknown' };
  }
  const refused = (verdict: string): TokenVerdict => ({ kind: 'refused', key, tokenId: token.jti, verdict });
  const parent = await orUnavailable(deps, judgeParent(key));
  if (parent !== 'accepted') return refused(`credential.${parent}`);
  const said = judgeToken(token, { now: deps.now(), ip: facts.ip, audience: deps.audience });
  const judgement = said === 'accepted' ? judgeMinted(token, own, ancestors) : said;
  if (judgement !== 'accepted') return refused(`token.${judgement}`);
  if (counted && !(await orUnavailable(deps, deps.minted.spend(token, 1)))) return refused('token.exhausted');
  return { kind: 'accepted', caller: holderOf(key, token), key, token };
}

/** Without an answer nobody is let in. */
async function orUnavailable<T>(deps: AuthoriseTokenDeps, answer: Promise<T>): Promise<T> {
  return answer.catch((cause: unknown) => {
    deps.metrics.count('KeyLookupFailed');
    throw new Fault('gateway.unavailable', { cause });
  });
}
