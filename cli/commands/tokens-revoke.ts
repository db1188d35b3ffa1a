import { OperatorFault } from '../../lambda/domain/operator-fault.ts';
import { type RevokeTokenDeps, revokeToken } from '../../lambda/flows/revoke-token.ts';
import { eachKey, type KeyResult } from '../each-key.ts';
import type { Host } from '../host.ts';
import type { Report } from '../report.ts';

/** Revokes tokens and reports each once it is refused everywhere; one that fails does not stop the others. */
export async function tokensRevoke(
  host: Pick<Host, 'confirm' | 'complain'>,
  ports: RevokeTokenDeps,
  options: { readonly ids: readonly string[]; readonly ask: boolean },
): Promise<Report<{ readonly items: readonly KeyResult[] }>> {
  const ids = [...new Set(options.ids)];
  if (options.ask && !(await host.confirm(`Revoke ${ids.join(', ')} for good?`)))
    throw new OperatorFault('input.refused', 'nothing was revoked', 'answer y, or pass --yes');
  host.complain(['Revoking, and waiting 5 s until no part of the gateway remembers a token any more …']);
  return eachKey(ids, async (id) => {
    const { changed, unheard } = await revokeToken(ports, id);
    if (unheard !== true) return { id, result: changed ? 'revoked' : 'already revoked' };
    const problem = 'The token is refused everywhere; the event bus could not be told';
    return { id, result: 'incomplete', problem, fix: 'tell whoever listens there' };
  });
}
