import type { RotationOutput } from '../../contract/outputs.ts';
import { OperatorFault } from '../domain/operator-fault.ts';
import { labelShortage } from '../domain/rotation/label-room.ts';
import type { OperatorFacts, OperatorHand, OperatorStep } from '../domain/rotation/operator-step.ts';
import type { SecretStory } from '../domain/rotation/secret-story.ts';
import { labelFor } from '../domain/rotation/version-label.ts';
import type { Clock } from './ports.ts';
import type { TellProgress } from './rotation-progress.ts';
import type { RotationDoor, VersionDesk } from './upstream-ports.ts';

export interface OperateRotationDeps {
  readonly versions: VersionDesk;
  readonly rotation: RotationDoor;
  readonly now: Clock;
  readonly pause: (ms: number) => Promise<void>;
  readonly tell: TellProgress;
}

export interface Operated {
  readonly end: Extract<OperatorStep, { do: 'end' }>;
  /** As it is now. */
  readonly story: SecretStory;
}

/** How often a wait looks; a proof takes ten minutes at least. */
const LOOK_EVERY_MS = { current: 2_000, retired: 2_000, dead: 15_000 } as const;

/** What may be done at most, waits apart; one that goes on for longer is going in circles. */
const STEPS_MAX = 40;

/**
 * Reads the story of an upstream's secret, does the one thing that `decide` says, and begins anew, until it says how it ends. Whoever
 * is interrupted runs the command again: what was done is read from the story and not done twice.
 */
export async function operateRotation(
  deps: OperateRotationDeps,
  { secretArn, rotation }: { readonly secretArn: string; readonly rotation: RotationOutput },
  waitMs: number,
  decide: (facts: OperatorFacts, hand: OperatorHand) => OperatorStep,
  held: OperatorHand = {},
): Promise<Operated> {
  const began = deps.now().getTime();
  const minted = rotation.driver !== 'manual';
  const functionName = functionOf(rotation);
  let hand = held;
  for (let steps = 0; steps < STEPS_MAX; ) {
    const story = await deps.versions.look(secretArn);
    const now = deps.now();
    const step = decide({ story, minted, now }, hand);
    if (step.do === 'end') return { end: step, story };
    const elapsedMs = now.getTime() - began;
    if (step.do === 'wait' && elapsedMs >= waitMs)
      return { end: { do: 'end', as: 'unfinished', versionId: step.versionId }, story };
    if (step.do === 'begin' && step.instead === undefined) refuseCrowded(story);
    deps.tell({ step, story, elapsedMs });
    if (step.do === 'wait') {
      hand = { ...hand, before: story };
      await deps.pause(LOOK_EVERY_MS[step.until]);
    } else {
      hand = { ...hand, before: story, ...(await perform(deps, secretArn, functionName, step)) };
      steps += 1;
    }
  }
  throw new OperatorFault(
    'upstream.unsettled',
    'somebody else changes this upstream’s key at the same time',
    'look at `upstreams status`, then run again',
  );
}

/** One that begins and finds no label left would stick half-way: refused before it makes a key. */
function refuseCrowded(story: SecretStory): void {
  const shortage = labelShortage(story);
  if (shortage === undefined) return;
  const { taken, freeAt } = shortage;
  throw new OperatorFault(
    'upstream.crowded',
    `no rotation can begin now: ${taken} of the 20 labels of the secret are taken by keys that were replaced lately; nothing was changed`,
    freeAt === undefined
      ? 'take labels that are not Sallyport’s off the secret, then run again'
      : `run again after ${freeAt.toISOString().slice(0, 16)}Z at the latest: by then enough of them are deleted and proven dead`,
  );
}

async function perform(
  { versions, rotation, now }: OperateRotationDeps,
  secretArn: string,
  functionName: string,
  step: Exclude<OperatorStep, { do: 'end' | 'wait' }>,
): Promise<OperatorHand> {
  switch (step.do) {
    case 'label':
      await versions.attach(secretArn, labelFor(step.kind, step.versionId, now()), step.versionId);
      return { labelled: true };
    case 'begin': {
      const begun = await versions.rotate(secretArn, step.token);
      const following = begun === 'begun' ? step.token : step.instead;
      return { asked: true, ...(following === undefined ? {} : { following }) };
    }
    case 'sweep':
      await rotation.sweep(functionName);
      return { sweptAt: now(), ...(step.following === undefined ? {} : { following: step.following }) };
    case 'roll-back':
      return { answer: await rotation.rollBack(functionName, step.versionId) };
  }
}

/** The name of an upstream's rotation function; rejects where the stage was deployed without one. */
export function functionOf({ functionName }: RotationOutput): string {
  if (functionName !== undefined) return functionName;
  throw new OperatorFault(
    'upstream.unrotated',
    'this upstream has no rotation function',
    'deploy the stage with the version of Sallyport that this command belongs to',
  );
}
