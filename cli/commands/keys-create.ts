import { type KeyRequestInput, readKeyRequest } from '../../lambda/domain/key-request.ts';
import { type KeyView, keyView } from '../../lambda/domain/key-view.ts';
import { createKey } from '../../lambda/flows/create-key.ts';
import { revokeKey } from '../../lambda/flows/revoke-key.ts';
import { keyFields } from '../key-fields.ts';
import { keyOffer } from '../key-offer.ts';
import type { KeyPorts } from '../ports.ts';
import type { Report } from '../report.ts';
import { UsageError } from '../usage-error.ts';

/** A created key. `key` is shown here and never again. */
export type CreatedKeyDocument = KeyView & { readonly key: string };

/** Makes a client key. One that could not be shown is revoked at once, because nobody would ever have it. */
export async function keysCreate(
  ports: KeyPorts,
  options: KeyRequestInput,
): Promise<Report<CreatedKeyDocument>> {
  const { stageName: stage, plans, pools } = ports.outputs;
  const reading = readKeyRequest(options, keyOffer(ports.outputs), ports.now());
  if (reading.kind === 'refused') throw new UsageError(reading.problems);
  const { record, key } = await createKey({ ...ports, stage, plans, pools }, reading.request);
  const { id, ...rest } = keyView(record);
  const document = { id, key: key.reveal(), ...rest };
  const [first, ...others] = keyFields(keyView(record), ports.now());
  return {
    document,
    sheet: { kind: 'record', fields: [...(first ? [first] : []), ['key', document.key], ...others] },
    notes: ['', 'The key is shown this once. Hand it over safely; only its hash is kept.'],
    unshown: () =>
      revokeKey({ ...ports, pause: () => Promise.resolve() }, id, 'it could not be shown').then(
        () => `the key could not be shown, so ${id} was revoked; run the command again`,
        () => `the key could not be shown; revoke it with \`keys revoke ${id}\``,
      ),
  };
}
