import { decoyText, variableOf } from '../../lambda/domain/decoy-form.ts';
import { type KeyRequestInput, readKeyRequest } from '../../lambda/domain/key-request.ts';
import { keyView } from '../../lambda/domain/key-view.ts';
import { readPlanting } from '../../lambda/domain/planting.ts';
import { createWithDecoy } from '../../lambda/flows/create-with-decoy.ts';
import { revokeKey } from '../../lambda/flows/revoke-key.ts';
import { readySealKey } from '../../lambda/flows/seal-key.ts';
import { baseUrlOf } from '../base-url.ts';
import type { Host } from '../host.ts';
import { keyOffer } from '../key-offer.ts';
import type { HoneytokenPorts } from '../ports.ts';
import type { Report } from '../report.ts';
import { UsageError } from '../usage-error.ts';
import { takeBack } from './honeytokens-plant.ts';
import type { CreatedKeyDocument } from './keys-create.ts';

/** A key and the decoy that lies beside it. Both keys, and `text`, which holds them, are shown here and never again. */
export type KeyPairDocument = CreatedKeyDocument & {
  readonly honeytoken: { readonly id: string; readonly key: string; readonly label: string };
  /** The `.env` block of both. */
  readonly text: string;
};

/** Makes a client key and plants a decoy in the same `.env` block: whoever steals the block and tries both is known. */
export async function keysCreatePair(
  host: Pick<Host, 'complain'>,
  ports: HoneytokenPorts,
  options: KeyRequestInput,
  label: string | undefined,
): Promise<Report<KeyPairDocument>> {
  const { outputs } = ports;
  const reading = readKeyRequest(options, keyOffer(outputs), ports.now());
  const placing = readPlanting({ label: label ?? 'beside' }, []);
  const problems = [reading, placing].flatMap((read) => (read.kind === 'refused' ? read.problems : []));
  if (reading.kind === 'refused' || problems.length > 0)
    throw new UsageError(problems.map((problem) => problem.replace(/^--label /, '--with-honeytoken ')));
  const { request } = reading;
  const [only = '', ...others] = request.products;
  const upstream = others.length === 0 && Object.hasOwn(outputs.upstreams, only) ? only : undefined;
  const placeOf = (id: string) => ({
    label: label ?? `in one block with ${id}, issued to ${request.client}`,
    upstream,
  });
  const deps = { ...ports, plans: outputs.plans, pools: outputs.pools };
  const { real, decoy } = await createWithDecoy(deps, await readySealKey(ports), request, placeOf);
  const { id, ...rest } = keyView(real.record);
  const [name, baseUrl] = [variableOf(upstream), baseUrlOf(outputs, upstream)];
  const [key, bait] = [real.key.reveal(), decoy.key.reveal()];
  const text = decoyText('env', [
    { name, key, baseUrl },
    { name: `${name}_OLD`, key: bait },
  ]);
  const honeytoken = { id: decoy.record.id, key: bait, label: placeOf(id).label };
  host.complain([
    `Made ${id} for ${request.client}. ${name}_OLD is the honeytoken ${honeytoken.id}: nobody may use it.`,
    'Both are shown this once. Hand the block over as it is.',
  ]);
  return {
    document: { id, key, ...rest, honeytoken, text },
    sheet: { kind: 'text', text },
    unshown: async () => {
      const revocation = revokeKey({ ...ports, pause: () => Promise.resolve() }, id, 'it could not be shown');
      const [revoked, told] = await Promise.allSettled([revocation, takeBack(ports, [honeytoken.id])]);
      const words =
        told.status === 'fulfilled' ? told.value : `take ${honeytoken.id} away: honeytokens remove`;
      return revoked.status === 'fulfilled'
        ? `${id} was revoked; ${words}`
        : `revoke ${id} with \`keys revoke\`; ${words}`;
    },
  };
}
