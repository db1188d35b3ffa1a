import { randomUUID } from 'node:crypto';
import type { SecretPlan } from '../../plan/plan-secrets.ts';
import { JsonStore } from '../../state/json-store.ts';
import { AwsError } from '../aws-error.ts';
import type { Input } from '../operation.ts';
import { optionalString } from '../read-input.ts';
import { initialText } from './initial-text.ts';
import { CURRENT, type SecretRecord, type Secrets } from './secret-record.ts';

/** The secrets of the run, kept in one file. */
export class SecretVault {
  readonly #store: JsonStore<Secrets>;
  readonly #now: () => number;

  constructor(file: string, now: () => number) {
    this.#store = new JsonStore<Secrets>(file, {});
    this.#now = now;
  }

  /** Creates what the template names and the file lacks. A secret that exists is never reset. */
  async createMissing(plans: readonly SecretPlan[]): Promise<void> {
    const missing = plans.filter((plan) => this.#store.value[plan.arn] === undefined);
    if (missing.length === 0) return;
    await this.change((secrets, now) => {
      for (const { arn, name, description, kmsKeyId, initial } of missing) {
        const text = initial === undefined ? undefined : initialText(initial);
        secrets[arn] = {
          arn,
          name,
          ...(description === undefined ? {} : { description }),
          ...(kmsKeyId === undefined ? {} : { kmsKeyId }),
          createdAt: now,
          changedAt: now,
          versions: text === undefined ? [] : [{ id: randomUUID(), text, stages: [CURRENT], createdAt: now }],
        };
      }
    });
  }

  all(): readonly SecretRecord[] {
    return Object.values(this.#store.value);
  }

  /** The secret that `SecretId` names: by ARN, by ARN without its random suffix, or by name. */
  find(input: Input): SecretRecord {
    return findSecret(this.#store.value, input);
  }

  /** ARN for a policy check; what does not exist is named as it was asked for. */
  arnOf(input: Input): string {
    const id = optionalString(input, 'SecretId');
    return this.all().find((secret) => names(secret, id))?.arn ?? id ?? '*';
  }

  change<R>(edit: (secrets: Secrets, now: number) => R): Promise<R> {
    return this.#store.change((draft) => edit(draft, this.#now()));
  }

  settled(): Promise<void> {
    return this.#store.settled();
  }
}

const names = (secret: SecretRecord, id: string | undefined): boolean =>
  id !== undefined && [secret.arn, secret.arn.slice(0, -7), secret.name].includes(id);

/** As `SecretVault.find`, on a draft that is being changed. */
export function findSecret(secrets: Secrets, input: Input): SecretRecord {
  const id = optionalString(input, 'SecretId');
  if (id === undefined || id === '')
    throw new AwsError('InvalidParameterException', 'You must provide a value for SecretId');
  const found = Object.values(secrets).find((secret) => names(secret, id));
  if (found === undefined)
    throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  return found;
}
