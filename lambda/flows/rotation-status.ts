import type { RotationOutput, UpstreamOutput } from '../../contract/outputs.ts';
import { type KeyChapter, keyHistory } from '../domain/rotation/key-history.ts';
import { pendingOf, versionAt } from '../domain/rotation/rotation-facts.ts';
import {
  type DeathProof,
  type RotationResult,
  readProof,
  readResult,
} from '../domain/rotation/rotation-note.ts';
import type { SecretStory } from '../domain/rotation/secret-story.ts';
import type { VersionDesk } from './upstream-ports.ts';
import { type UpstreamStatus, type UpstreamStatusDeps, upstreamStatus } from './upstream-status.ts';

export interface RotationStatus extends UpstreamStatus {
  readonly driver: RotationOutput['driver'];
  /** What a rotation is begun by; `null` where an operator begins it, or there is nothing to rotate. */
  readonly schedule: NonNullable<RotationOutput['schedule']> | null;
  /** When the key is replaced at the latest, or should be by an operator. ISO 8601, UTC. */
  readonly nextRotationAt: string | null;
  /** Older than it may become. */
  readonly overdue: boolean;
  readonly lastRotation: RotationResult | null;
  readonly lastProof: DeathProof | null;
  readonly pending: { readonly versionId: string; readonly since: string } | null;
  /** Versions whose key leaked and is not proven dead. */
  readonly incidents: readonly string[];
  /** Every version and what became of its key, the newest first. */
  readonly history: readonly KeyChapter[];
}

export interface RotationStatusDeps extends UpstreamStatusDeps {
  readonly versions: Pick<VersionDesk, 'look'>;
}

const DAY_MS = 86_400_000;
const NOTHING: SecretStory = { versions: [], notes: {} };
const CLOSED: readonly KeyChapter['fate'][] = ['dead', 'unproven'];

/** Where an upstream's key and its rotation stand; no value takes part. */
export async function rotationStatus(
  deps: RotationStatusDeps,
  name: string,
  upstream: UpstreamOutput,
): Promise<RotationStatus> {
  const { driver, schedule, keyDaysMax } = upstream.rotation;
  const [status, story] = await Promise.all([
    upstreamStatus(deps, name, upstream),
    driver === 'google-wif' ? NOTHING : deps.versions.look(upstream.secretArn),
  ]);
  const history = keyHistory(story);
  const pending = pendingOf(story);
  const current = status.state === 'unset' ? undefined : versionAt(story, 'AWSCURRENT');
  const endsAt =
    keyDaysMax === undefined || current === undefined
      ? undefined
      : new Date(current.createdAt.getTime() + keyDaysMax * DAY_MS);
  const nextAt = schedule === undefined ? endsAt : story.nextAt;
  return {
    ...status,
    driver,
    schedule: schedule ?? null,
    nextRotationAt: nextAt?.toISOString() ?? null,
    overdue: endsAt !== undefined && endsAt < deps.now(),
    lastRotation: readResult(story.notes.result) ?? null,
    lastProof: readProof(story.notes.proof) ?? null,
    pending: pending === undefined ? null : { versionId: pending.id, since: pending.createdAt.toISOString() },
    incidents: history
      .filter(({ compromised, fate }) => compromised && !CLOSED.includes(fate))
      .map(({ versionId }) => versionId),
    history,
  };
}
