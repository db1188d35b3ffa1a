import type { UpstreamOutput } from '../../contract/outputs.ts';
import { mayBeSentTo } from '../domain/upstream-secret.ts';
import type { UpstreamSecrets } from './operator-ports.ts';
import type { Clock } from './ports.ts';

export interface UpstreamStatus {
  readonly name: string;
  readonly mount: string;
  readonly baseUrl: string;
  /**
   * `misbound`: set, but for another address, so the proxy refuses to use it. `damaged`: not a document it can read. `keyless`: the
   * proxy gets access tokens by itself.
   */
  readonly state: 'set' | 'unset' | 'damaged' | 'misbound' | 'keyless';
  readonly versionId: string | null;
  /** Whole days since this version was written. */
  readonly ageDays: number | null;
  readonly boundTo: string | null;
}

export interface UpstreamStatusDeps {
  readonly secrets: Pick<UpstreamSecrets, 'describe'>;
  readonly now: Clock;
}

/** Where an upstream's key stands; its value takes no part. */
export async function upstreamStatus(
  deps: UpstreamStatusDeps,
  name: string,
  upstream: UpstreamOutput,
): Promise<UpstreamStatus> {
  const { mount, baseUrl, secretArn, rotation } = upstream;
  if (rotation.driver === 'google-wif')
    return { name, mount, baseUrl, state: 'keyless', versionId: null, ageDays: null, boundTo: null };
  const facts = await deps.secrets.describe(secretArn);
  const { createdAt, boundTo } = facts;
  const misbound = boundTo !== undefined && !mayBeSentTo({ boundTo }, baseUrl);
  const ageMs = createdAt === undefined ? undefined : deps.now().getTime() - createdAt.getTime();
  return {
    ...{ name, mount, baseUrl },
    state: misbound ? 'misbound' : facts.state,
    versionId: facts.versionId === '' ? null : facts.versionId,
    ageDays: ageMs === undefined ? null : Math.max(0, Math.floor(ageMs / 86_400_000)),
    boundTo: boundTo ?? null,
  };
}
