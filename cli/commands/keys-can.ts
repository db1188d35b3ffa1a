import { type Explanation, explainCall } from '../../lambda/domain/explain-call.ts';
import { findKey } from '../../lambda/flows/find-key.ts';
import { type SallyportConfig, schemaTest } from '../../lib/config.ts';
import { listsOf } from '../load-config.ts';
import type { KeyPorts } from '../ports.ts';
import type { Report } from '../report.ts';

export interface CanOptions {
  readonly id: string;
  readonly method: string;
  /** With its query, if that matters. */
  readonly target: string;
  readonly ip?: string;
  /** What the call would send; absent for nothing. */
  readonly body?: Buffer;
  readonly contentType: string;
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
  { id, method, target, ip, body, contentType }: CanOptions,
): Promise<Report<CanDocument>> {
  const key = await findKey(ports.registry, id);
  const [path = '', query = ''] = target.split(/\?(.*)/s);
  const sent = body === undefined ? { body: Buffer.alloc(0) } : { body, contentType };
  const asked = { method: method.toUpperCase(), path, query: [...new URLSearchParams(query)], ...sent };
  // Without an address the list of addresses is not what is asked about.
  const facts = { now: ports.now(), ip: ip ?? '192.0.2.1', policy: ports.outputs.keyPolicy };
  const explained = explainCall(
    ip === undefined ? { ...key, ips: [] } : key,
    asked,
    listsOf(config),
    facts,
    schemaTest,
  );
  const { allowed, rule, constraint, because } = explained;
  return {
    document: { id, method: asked.method, path, ...explained },
    sheet: {
      kind: 'record',
      fields: [
        ['call', `${asked.method} ${target}`],
        ['allowed', allowed ? 'yes' : 'no'],
        ['rule', constraint === undefined ? rule : `${rule}, ${constraint}`],
        ['because', because],
      ],
    },
    failed: !allowed,
  };
}
