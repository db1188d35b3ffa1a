import type { Input } from '../operation.ts';
import { beginRotation, beginTrial, unfinished } from './begin-rotation.ts';
import { demandInvocation, type RotationFunctions } from './rotation-steps.ts';
import { checkRules, planRotation } from './rotation-window.ts';
import type { Rotator } from './rotator.ts';
import { invalidRequest } from './secret-errors.ts';
import type { Rotation, RotationRules, SecretRecord } from './secret-record.ts';
import { findSecret, type SecretVault } from './secret-vault.ts';

export interface RotationParts {
  readonly vault: SecretVault;
  readonly rotator: Rotator;
  readonly functions: RotationFunctions;
}

/** What `RotateSecret` and a template's schedule ask for. What is left out stays as it is. */
export interface RotationRequest {
  readonly secret: Input;
  readonly token: string;
  readonly lambdaArn?: string;
  readonly rules?: RotationRules;
  readonly immediately: boolean;
  readonly template?: string;
}

/** Sets the rotation of a secret and begins one, or a test of the function. The steps themselves follow later. */
export async function configureRotation(
  { vault, rotator, functions }: RotationParts,
  request: RotationRequest,
): Promise<SecretRecord> {
  const { token, rules, immediately } = request;
  if (rules !== undefined) checkRules(rules);
  const known = vault.find(request.secret);
  const lambdaArn = request.lambdaArn ?? known.rotation?.lambdaArn;
  if (lambdaArn === undefined)
    throw invalidRequest('No Lambda rotation function ARN is associated with this secret.');
  demandInvocation(functions, lambdaArn, known.arn);
  const left = unfinished(known);
  if (left !== undefined && left.id !== token) {
    await takeUp(vault, rotator, known.arn);
    throw invalidRequest("A previous rotation isn't complete. That rotation will be reattempted.");
  }
  const secret = await vault.change((secrets, now) => {
    const draft = findSecret(secrets, request.secret);
    const rotation: Rotation = { startedAt: now, ...draft.rotation, lambdaArn, enabled: true };
    draft.rotation = rotation;
    if (rules !== undefined) Object.assign(rotation, { rules, startedAt: now });
    if (request.template !== undefined) rotation.template = request.template;
    planRotation(rotation, rotation.lastRotatedAt ?? rotation.startedAt, now);
    // The same token again asks for the same rotation again.
    if (draft.versions.some((version) => version.id === token) && left === undefined) return draft;
    if (immediately) beginRotation(draft, rotation, token, now);
    else if (left === undefined) beginTrial(draft, rotation, token, now);
    return draft;
  });
  rotator.arm(secret.arn);
  return secret;
}

/** A rotation that had been given up is tried once more. */
async function takeUp(vault: SecretVault, rotator: Rotator, arn: string): Promise<void> {
  await vault.change((secrets, now) => {
    const secret = secrets[arn];
    if (secret?.rotation?.enabled === true && secret.rotation.attempt === undefined)
      beginRotation(secret, secret.rotation, '', now);
  });
  rotator.arm(arn);
}
