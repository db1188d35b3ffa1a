import type { UpstreamOutput } from '../../contract/outputs.ts';
import { OperatorFault } from '../domain/operator-fault.ts';
import type { Secret } from '../domain/secret.ts';
import { complaintAboutUpstreamKey } from '../domain/upstream-key-text.ts';
import type { ActionLog, UpstreamSecrets } from './operator-ports.ts';

export interface SetUpstreamKeyDeps {
  readonly secrets: Pick<UpstreamSecrets, 'put'>;
  readonly actions: ActionLog;
}

export interface UpstreamKeySet {
  readonly versionId: string;
  readonly boundTo: string;
}

/** Makes a key the upstream's current one, bound to the upstream's own address. Rejects a text that cannot be a key. */
export async function setUpstreamKey(
  deps: SetUpstreamKeyDeps,
  name: string,
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
  return deps.actions.during({ action: 'upstreams.set-key', subject: name }, async () => {
    const versionId = await deps.secrets.put(upstream.secretArn, key, { state: 'SET', boundTo });
    return { result: { versionId, boundTo }, after: { versionId, boundTo } };
  });
}
