import { type KeyEditInput, readKeyEdit } from '../../lambda/domain/key-edit.ts';
import { type KeyView, keyView } from '../../lambda/domain/key-view.ts';
import { refuseHoneytoken } from '../../lambda/flows/refuse-honeytoken.ts';
import { updateKey } from '../../lambda/flows/update-key.ts';
import { keyFields } from '../key-fields.ts';
import { keyOffer } from '../key-offer.ts';
import type { KeyPorts } from '../ports.ts';
import type { Report } from '../report.ts';
import { UsageError } from '../usage-error.ts';

export interface UpdateOptions extends KeyEditInput {
  readonly id: string;
  readonly ifVersion?: number;
}

/** Changes what one key may do; in force everywhere within 5 s. */
export async function keysUpdate(ports: KeyPorts, options: UpdateOptions): Promise<Report<KeyView>> {
  const { id, ifVersion, ...input } = options;
  const reading = readKeyEdit(input, keyOffer(ports.outputs), ports.now());
  if (reading.kind === 'refused') throw new UsageError(reading.problems);
  await refuseHoneytoken(ports, id);
  const deps = { ...ports, plans: ports.outputs.plans, pools: ports.outputs.pools };
  const view = keyView(await updateKey(deps, id, { edit: reading.edit, ifVersion }));
  return {
    document: view,
    sheet: { kind: 'record', fields: keyFields(view, ports.now()) },
    notes: ['', 'In force everywhere within 5 s.'],
  };
}
