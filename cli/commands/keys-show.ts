import { type KeyView, keyView } from '../../lambda/domain/key-view.ts';
import { findKey } from '../../lambda/flows/find-key.ts';
import { keyFields } from '../key-fields.ts';
import type { KeyPorts } from '../ports.ts';
import type { Report } from '../report.ts';

/** One key's record. */
export async function keysShow(
  ports: Pick<KeyPorts, 'registry' | 'now'>,
  options: { readonly id: string },
): Promise<Report<KeyView>> {
  const view = keyView(await findKey(ports.registry, options.id));
  return { document: view, sheet: { kind: 'record', fields: keyFields(view, ports.now()) } };
}
