import type { Input, Operation } from '../operation.ts';
import { flagOf, optionalString } from '../read-input.ts';
import { invalidParameter, invalidRequest, notFound } from './secret-errors.ts';
import type { SecretRecord, Secrets } from './secret-record.ts';
import { findAnySecret, type SecretVault } from './secret-vault.ts';

const DAY = 24 * 3_600_000;
const DAYS_MIN = 7;
const DAYS_MAX = 30;

/** A forced deletion takes effect at once, where AWS takes a moment (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html). */
export const deleteSecret = (vault: SecretVault): Operation => ({
  action: 'secretsmanager:DeleteSecret',
  resources: (input) => [vault.arnOf(input)],
  run: async (input) => {
    const days = input['RecoveryWindowInDays'] ?? undefined;
    const forced = flagOf(input, 'ForceDeleteWithoutRecovery');
    if (forced && days !== undefined)
      throw invalidParameter(
        "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
      );
    const window = days ?? DAYS_MAX;
    if (typeof window !== 'number' || !Number.isInteger(window) || window < DAYS_MIN || window > DAYS_MAX)
      throw invalidParameter('The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).');
    const secret = await vault.change((secrets, now) => {
      const found = forced ? findIfAny(secrets, input) : findAnySecret(secrets, input);
      if (found === undefined) return undefined;
      if (forced) delete secrets[found.arn];
      else if (found.deleted !== undefined)
        throw invalidRequest(
          "You tried to perform the operation on a secret that's currently marked deleted.",
        );
      found.deleted = { at: now, finalAt: forced ? now : now + window * DAY };
      delete found.rotation?.attempt;
      return found;
    });
    if (secret === undefined) return missing(vault, input);
    if (!forced) vault.forgetLater(secret);
    return told(secret.arn, secret.name, secret.deleted?.finalAt);
  },
});

const told = (ARN: string, Name: string, moment = 0): object => ({ ARN, Name, DeletionDate: moment / 1000 });

function findIfAny(secrets: Secrets, input: Input): SecretRecord | undefined {
  try {
    return findAnySecret(secrets, input);
  } catch {
    return undefined;
  }
}

/** Forced deletion of what does not exist is no error. */
function missing(vault: SecretVault, input: Input): object {
  const id = optionalString(input, 'SecretId');
  if (id === undefined || id === '') throw notFound('secret.');
  return told(vault.arnOf(input), id, vault.now());
}
