import { OperatorFault } from '../../lambda/domain/operator-fault.ts';
import { findKey } from '../../lambda/flows/find-key.ts';
import { revokeToken } from '../../lambda/flows/revoke-token.ts';
import type { TokenPorts } from '../ports.ts';
import type { Report } from '../report.ts';
import { UsageError } from '../usage-error.ts';

/** A request for a token, in the words of `POST /tokens`. */
export type TokenWish = Readonly<Record<string, unknown>>;

/** Mints a token for a key. One that could not be shown is revoked at once, because nobody would ever have it. */
export async function tokensMint(ports: TokenPorts, keyId: string, wish: TokenWish): Promise<Report> {
  const { keyHash } = await findKey(ports.registry, keyId);
  const document = await ports.actions.during({ action: 'tokens.mint', subject: keyId }, async () => {
    const answer = await ports.mint.ask({ operator: ports.operator, keyHash, body: JSON.stringify(wish) });
    const result = minted(answer);
    return { result, after: { tokenId: String(result['id']), expiresAt: String(result['expiresAt']) } };
  });
  const { token, ...facts } = document;
  const shown = Object.entries(facts).map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return {
    document,
    sheet: { kind: 'record', fields: shown },
    notes: ['', String(token), '', 'The token is shown this once.'], // a table would cut it short
    unshown: () => {
      const id = String(document['id']);
      return revokeToken({ ...ports, pause: () => Promise.resolve() }, id).then(
        () => `the token could not be shown, so ${id} was revoked; run the command again`,
        () => `the token could not be shown; revoke it with \`tokens revoke ${id}\``,
      );
    },
  };
}

function minted(answer: Awaited<ReturnType<TokenPorts['mint']['ask']>>): TokenWish {
  const { status, document } = answer;
  if (status === 201) return document;
  const { problems, code } = document;
  if (Array.isArray(problems)) throw new UsageError(problems.map(String));
  throw new OperatorFault(
    'input.refused',
    `the mint refused: ${String(code)}`,
    code === 'credential.rejected'
      ? 'the key is revoked, disabled or over; see `keys show`'
      : 'see docs/faults.md; a new stage has its signing key some seconds after deployment',
  );
}
