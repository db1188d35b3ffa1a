import type { UpstreamOutput } from '../../contract/outputs.ts';
import { OperatorFault } from '../domain/operator-fault.ts';
import type { Secret } from '../domain/secret.ts';
import { complaintAboutUpstreamKey } from '../domain/upstream-key-text.ts';
import type { UpstreamSecrets } from './operator-ports.ts';

export interface UpstreamKeySet {
  readonly versionId: string;
  readonly boundTo: string;
}

/** Makes a key the upstream's current one, bound to the upstream's own address. Rejects a text that cannot be a key. */
export async function setUpstreamKey(
  secrets: Pick<UpstreamSecrets, 'put'>,
  upstream: UpstreamOutput,
  key: Secret,
): Promise<UpstreamKeySet> {
  const complaint = complaintAboutUpstreamKey(key.reveal());
  if (complaint !== undefined)
    throw new OperatorFault(
      'input.refused',
      `the key on standard input ${complaint}`,
      'nothing was changed; pass the key again',
    );
  const boundTo = upstream.baseUrl;
  return { versionId: await secrets.put(upstream.secretArn, key, { state: 'SET', boundTo }), boundTo };
}
