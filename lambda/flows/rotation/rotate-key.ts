import { nextRotationAction, type RotationStep } from '../../domain/rotation/next-rotation-action.ts';
import { versionOf } from '../../domain/rotation/rotation-facts.ts';
import { rotationFault } from '../../domain/rotation/rotation-fault.ts';
import { announceRotation } from './announce-rotation.ts';
import { gatherFacts } from './gather-facts.ts';
import { performActions } from './perform-actions.ts';
import type { RotationDeps } from './rotation-deps.ts';

/**
 * One of Secrets Manager's four steps for the version `token`. May be repeated, run twice at once and die anywhere. A key that is
 * still refused at `until` is taken back, so that the next rotation can begin; the current one was never touched.
 */
export async function rotateKey(
  deps: RotationDeps,
  step: RotationStep,
  token: string,
  until: Date,
): Promise<void> {
  try {
    // The steps after the first decide by the secret alone: a provider that is not there, or not set up yet, is not in their way.
    const needs = { providerKeys: step === 'createSecret' };
    await performActions(deps, until, (facts, hand) => nextRotationAction(step, token, facts, hand), needs);
    if (step === 'finishSecret') await announceRotation(deps, { versionId: token });
  } catch (error) {
    const fault = rotationFault(error);
    // Told first: taking back may fail as well.
    await announceRotation(deps, { versionId: token, step, code: fault.code });
    if (fault.code === 'rotation.key_refused') await takeBack(deps, token);
    throw fault;
  }
}

/** The key is deleted before its version loses the label by which a sweep would find it. */
async function takeBack(deps: RotationDeps, token: string): Promise<void> {
  const facts = await gatherFacts(deps, { providerKeys: false });
  const version = versionOf(facts, token);
  if (version === undefined || version.stages.includes('AWSCURRENT')) return;
  const keyId = version.key?.keyId;
  if (keyId !== undefined) await deps.provider?.retire(keyId);
  if (version.stages.includes('AWSPENDING')) await deps.secret.detach('AWSPENDING', token);
}
