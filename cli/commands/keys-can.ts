import { type Explanation, explainCall } from '../../lambda/domain/explain-call.ts';
import { findKey } from '../../lambda/flows/find-key.ts';
import type { SallyportConfig } from '../../lib/config.ts';
import { listsOf } from '../load-config.ts';
import type { KeyPorts } from '../ports.ts';
import type { Report } from '../report.ts';

export interface CanOptions {
  readonly id: string;
  readonly method: string;
  /** With its query, if that matters. */
  readonly target: string;
  readonly ip?: string;
}

export type CanDocument = Explanation & {
  readonly id: string;
  readonly method: string;
  readonly path: string;
};

/** Explains what would become of a call with a key, and names the rule that decides. */
export async function keysCan(
  ports: Pick<KeyPorts, 'registry' | 'outputs' | 'now'>,
  config: SallyportConfig,
  { id, method, target, ip }: CanOptions,
): Promise<Report<CanDocument>> {
  const key = await findKey(ports.registry, id);
  const [path = '', query = ''] = target.split(/\?(.*)/s);
  const asked = { method: method.toUpperCase(), path, query: [...new URLSearchParams(query)] };
  // Without an address the list of addresses is not what is asked about.
  const facts = { now: ports.now(), ip: ip ?? '192.0.2.1', policy: ports.outputs.keyPolicy };
  const explained = explainCall(ip === undefined ? { ...key, ips: [] } : key, asked, listsOf(config), facts);
  const { allowed, rule, because } = explained;
  return {
    document: { id, method: asked.method, path, ...explained },
    sheet: {
      kind: 'record',
      fields: [
        ['call', `${asked.method} ${target}`],
        ['allowed', allowed ? 'yes' : 'no'],
        ['rule', rule],
        ['because', because],
      ],
    },
    failed: !allowed,
  };
}
