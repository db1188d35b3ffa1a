import type { Ending } from '../../lambda/domain/rotation/operator-step.ts';
import { putPendingKey } from '../../lambda/flows/put-pending-key.ts';
import { findUpstream } from '../find-upstream.ts';
import type { Host } from '../host.ts';
import type { UpstreamPorts } from '../ports.ts';
import type { Report } from '../report.ts';
import { endingText } from '../rotation-ending.ts';
import { rotationLines } from '../rotation-lines.ts';
import { waitMsOf } from '../rotation-wish.ts';

export interface SetPendingKeyOptions {
  readonly name: string;
  readonly wait?: boolean;
  readonly replace?: boolean;
  /** How long to wait at most. */
  readonly timeout: string;
}

export interface PendingKeyDocument {
  readonly name: string;
  readonly state: 'pending' | 'set' | 'refused';
  readonly result: Ending;
  readonly versionId: string;
  readonly boundTo: string;
  /** The same key was pending already. */
  readonly repeated: boolean;
  /** Why it was refused: a code of the catalogue of faults. */
  readonly code: string | null;
}

/** Puts a key, which comes on standard input, beside the one that serves; it serves once it was tried and accepted. */
export async function upstreamsSetPendingKey(
  host: Pick<Host, 'readSecret' | 'complain'>,
  ports: UpstreamPorts,
  { name, wait = false, replace = false, timeout }: SetPendingKeyOptions,
): Promise<Report<PendingKeyDocument>> {
  const waitMs = waitMsOf(timeout);
  const upstream = findUpstream(ports.outputs, name);
  const key = await host.readSecret(`New key for ${name} (not echoed): `);
  const tell = rotationLines((lines) => host.complain(lines));
  const wish = { wait, waitMs, replace };
  const put = await putPendingKey({ ...ports, tell }, name, upstream, key, wish);
  const { versionId, boundTo, repeated } = put;
  const { as: result, code = null } = put.end;
  const state = result === 'promoted' ? 'set' : result === 'refused' ? 'refused' : 'pending';
  const document = { name, state, result, versionId, boundTo, repeated, code } as const;
  const fields = [
    ['name', name],
    ['state', state],
    ['version', versionId],
    ['bound to', boundTo],
  ] as const;
  return {
    document,
    sheet: { kind: 'record', fields },
    ...endingText({ name, minted: false, ending: result, code: code ?? undefined }),
  };
}
