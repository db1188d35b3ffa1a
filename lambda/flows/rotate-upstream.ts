import type { UpstreamOutput } from '../../contract/outputs.ts';
import { type EmergencyWish, nextEmergencyStep } from '../domain/rotation/next-emergency-step.ts';
import { type GoBackWish, nextGoBackStep } from '../domain/rotation/next-go-back-step.ts';
import { nextRotateStep, type RotateWish } from '../domain/rotation/next-rotate-step.ts';
import type { OperatorFacts, OperatorHand, OperatorStep } from '../domain/rotation/operator-step.ts';
import { versionAt } from '../domain/rotation/rotation-facts.ts';
import { functionOf, type Operated, type OperateRotationDeps, operateRotation } from './operate-rotation.ts';
import type { ActionLog } from './operator-ports.ts';
import { refuseKeyless } from './refuse-keyless.ts';

/** What an operator wants of an upstream's key. */
export type RotationWish =
  | ({ readonly mode: 'rotate' } & RotateWish)
  | ({ readonly mode: 'emergency' } & EmergencyWish)
  | ({ readonly mode: 'rollback' } & GoBackWish);

export interface RotateUpstreamDeps extends OperateRotationDeps {
  readonly actions: ActionLog;
}

export interface RotationLimits {
  /** How long to wait for what others do. */
  readonly waitMs: number;
  /** Why; it becomes part of the record. */
  readonly reason?: string;
}

/** Does what an operator wants of an upstream's key, on the record, and resolves with how it ended. */
export async function rotateUpstream(
  deps: RotateUpstreamDeps,
  name: string,
  upstream: UpstreamOutput,
  wish: RotationWish,
  { waitMs, reason }: RotationLimits,
): Promise<Operated> {
  refuseKeyless(name, upstream.rotation);
  functionOf(upstream.rotation);
  const current = versionAt(await deps.versions.look(upstream.secretArn), 'AWSCURRENT')?.id;
  const before = {
    mode: wish.mode,
    current: current ?? '-',
    ...(wish.mode === 'emergency' ? { leaked: wish.leaked } : {}),
    ...(reason === undefined ? {} : { reason }),
  };
  return deps.actions.during({ action: 'upstreams.rotate', subject: name, before }, async () => {
    const result = await operateRotation(deps, upstream, waitMs, (facts, hand) => stepOf(wish, facts, hand));
    const { as, code } = result.end;
    const now = versionAt(result.story, 'AWSCURRENT')?.id ?? '-';
    return {
      result,
      after: { ...before, current: now, result: as, ...(code === undefined ? {} : { code }) },
    };
  });
}

function stepOf(wish: RotationWish, facts: OperatorFacts, hand: OperatorHand): OperatorStep {
  switch (wish.mode) {
    case 'rotate':
      return nextRotateStep(facts, hand, wish);
    case 'emergency':
      return nextEmergencyStep(facts, hand, wish);
    case 'rollback':
      return nextGoBackStep(facts, hand, wish);
  }
}
