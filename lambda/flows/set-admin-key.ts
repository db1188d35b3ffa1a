import type { UpstreamOutput } from '../../contract/outputs.ts';
import { complaintAboutAdminKey } from '../domain/admin-key-text.ts';
import { OperatorFault } from '../domain/operator-fault.ts';
import type { Secret } from '../domain/secret.ts';
import type { ActionLog } from './operator-ports.ts';
import { refuseKeyless } from './refuse-keyless.ts';
import type { VersionDesk } from './upstream-ports.ts';

export interface SetAdminKeyDeps {
  readonly versions: Pick<VersionDesk, 'putAdmin'>;
  readonly actions: ActionLog;
}

/** Replaces what a driver proves itself with at its provider. Rejects where the driver has no use for one. */
export async function setAdminKey(
  deps: SetAdminKeyDeps,
  name: string,
  { rotation }: UpstreamOutput,
  credential: Secret,
): Promise<{ readonly versionId: string }> {
  refuseKeyless(name, rotation);
  const { driver, adminSecretArn } = rotation;
  if (adminSecretArn === undefined)
    throw new OperatorFault(
      'upstream.unfit',
      `the driver of ${name}, ${driver}, takes no secret for administration`,
      driver === 'manual'
        ? `for its key: \`upstreams set-key ${name} --pending\``
        : 'there is nothing to set',
    );
  const complaint = complaintAboutAdminKey(driver, credential.reveal());
  if (complaint !== undefined)
    throw new OperatorFault(
      'input.refused',
      `the secret on standard input ${complaint}`,
      'nothing was changed; pass it again',
    );
  return deps.actions.during({ action: 'upstreams.set-admin-key', subject: name }, async () => {
    const versionId = await deps.versions.putAdmin(adminSecretArn, credential);
    return { result: { versionId }, after: { versionId } };
  });
}
