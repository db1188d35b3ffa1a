import type { UpstreamOutput } from '../../contract/outputs.ts';
import { OperatorFault } from '../domain/operator-fault.ts';
import { nextRotateStep } from '../domain/rotation/next-rotate-step.ts';
import { pendingOf, versionAt } from '../domain/rotation/rotation-facts.ts';
import { rotationToken } from '../domain/rotation/rotation-token.ts';
import type { SecretStory } from '../domain/rotation/secret-story.ts';
import type { Secret } from '../domain/secret.ts';
import { complaintAboutUpstreamKey } from '../domain/upstream-key-text.ts';
import { functionOf, type Operated, operateRotation } from './operate-rotation.ts';
import type { Random } from './operator-ports.ts';
import { refuseKeyless } from './refuse-keyless.ts';
import type { RotateUpstreamDeps } from './rotate-upstream.ts';

export interface PutPendingKeyDeps extends RotateUpstreamDeps {
  readonly random: Random;
}

export interface PutPendingKeyWish {
  /** Stay until it serves or is refused. */
  readonly wait: boolean;
  readonly waitMs: number;
  /** Put it in the place of another one that is pending. */
  readonly replace: boolean;
}

export interface PendingKeyPut extends Operated {
  readonly versionId: string;
  readonly boundTo: string;
  /** The same key was pending already, or serves; it was not put twice. */
  readonly repeated: boolean;
}

/** Puts a key beside the one that serves, and lets the rotation function test and promote it. The same key again goes on with it. */
export async function putPendingKey(
  deps: PutPendingKeyDeps,
  name: string,
  upstream: UpstreamOutput,
  key: Secret,
  wish: PutPendingKeyWish,
): Promise<PendingKeyPut> {
  const { secretArn, baseUrl: boundTo, rotation } = upstream;
  refuseUnfit(name, upstream, key);
  const story = await deps.versions.look(secretArn);
  const known = await versionHolding(deps, secretArn, story, key);
  const pending = pendingOf(story)?.id;
  if (known !== undefined && known === versionAt(story, 'AWSCURRENT')?.id)
    return {
      end: { do: 'end', as: 'promoted', versionId: known },
      story,
      versionId: known,
      boundTo,
      repeated: true,
    };
  const repeated = known !== undefined && known === pending;
  if (known !== undefined && !repeated) throw usedBefore(name, known);
  if (pending !== undefined && !repeated && !wish.replace) throw anotherPending(name, pending);
  const versionId = repeated ? known : rotationToken(Buffer.from(deps.random(32)).toString('hex'));
  const before = pending === undefined ? undefined : { pending };
  return deps.actions.during({ action: 'upstreams.set-key', subject: name, before }, async () => {
    if (!repeated) await deps.versions.putPending(secretArn, versionId, key, { state: 'SET', boundTo });
    const follow = (following: string): Promise<Operated> =>
      operateRotation(
        deps,
        { secretArn, rotation },
        wish.waitMs,
        (facts, hand) => nextRotateStep(facts, hand, { token: following, wait: wish.wait }),
        { following },
      );
    const own = await follow(versionId);
    const other = await sameKeyElsewhere(deps, secretArn, key, own);
    const operated = other === undefined ? own : await follow(other);
    const end = operated.end;
    const result = { ...operated, versionId: other ?? versionId, boundTo, repeated };
    return { result, after: { pending: versionId, boundTo, result: end.as } };
  });
}

/**
 * The version of somebody who put the same key at the same moment and so took this one's place: what counts is how the key ends, not
 * the version.
 */
async function sameKeyElsewhere(
  deps: PutPendingKeyDeps,
  secretArn: string,
  key: Secret,
  { end, story }: Operated,
): Promise<string | undefined> {
  if (end.as !== 'refused') return undefined;
  const other = await versionHolding(deps, secretArn, story, key);
  return other === end.versionId ? undefined : other;
}

function refuseUnfit(name: string, { rotation }: UpstreamOutput, key: Secret): void {
  const complaint = complaintAboutUpstreamKey(key.reveal());
  if (complaint !== undefined)
    throw new OperatorFault(
      'input.refused',
      `the key on standard input ${complaint}`,
      'nothing was changed; pass the key again',
    );
  refuseKeyless(name, rotation);
  functionOf(rotation);
  if (rotation.driver === 'manual') return;
  throw new OperatorFault(
    'upstream.unfit',
    `the keys of ${name} are made by its driver, ${rotation.driver}, which promotes no others`,
    `for a new key: \`upstreams rotate ${name}\`; to set this one at once and untested: \`upstreams set-key ${name}\``,
  );
}

/** The version that holds this key, of those that still mean something. */
async function versionHolding(
  { versions }: PutPendingKeyDeps,
  secretArn: string,
  story: SecretStory,
  key: Secret,
): Promise<string | undefined> {
  for (const { id, stages } of story.versions)
    if (stages.length > 0 && (await versions.holds(secretArn, id, key))) return id;
  return undefined;
}

const usedBefore = (name: string, versionId: string): OperatorFault =>
  new OperatorFault(
    'input.refused',
    `this key is not new: version ${versionId} holds it`,
    `make another one at the provider; to serve the previous key again: \`upstreams rotate ${name} --rollback\``,
  );

const anotherPending = (name: string, versionId: string): OperatorFault =>
  new OperatorFault(
    'upstream.pending',
    `another key is pending already, as version ${versionId}`,
    `let it end: \`upstreams rotate ${name} --wait\`; or put this one in its place with --replace, and delete that one at the provider`,
  );
