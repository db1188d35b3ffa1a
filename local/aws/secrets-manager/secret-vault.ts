import { randomUUID } from 'node:crypto';
import type { SecretPlan } from '../../plan/plan-secrets.ts';
import { JsonStore } from '../../state/json-store.ts';
import type { Clock } from '../../time/clock.ts';
import type { Input } from '../operation.ts';
import { optionalString } from '../read-input.ts';
import { initialText } from './initial-text.ts';
import { invalidParameter, markedForDeletion, notFound } from './secret-errors.ts';
import { CURRENT, type SecretRecord, type Secrets } from './secret-record.ts';

/** The secrets of the run, kept in one file. */
export class SecretVault {
  readonly #store: JsonStore<Secrets>;
  readonly #clock: Clock;

  constructor(file: string, clock: Clock) {
    this.#store = new JsonStore<Secrets>(file, {});
    this.#clock = clock;
    for (const secret of this.all()) this.forgetLater(secret);
  }

  /** Creates what the template names and the file lacks. A secret that exists is never reset. */
  async createMissing(plans: readonly SecretPlan[]): Promise<void> {
    const missing = plans.filter((plan) => this.#store.value[plan.arn] === undefined);
    if (missing.length === 0) return;
    await this.change((secrets, now) => {
      for (const { arn, name, description, kmsKeyId, tags, initial } of missing) {
        const text = initial === undefined ? undefined : initialText(initial);
        secrets[arn] = {
          arn,
          name,
          ...(description === undefined ? {} : { description }),
          ...(kmsKeyId === undefined ? {} : { kmsKeyId }),
          createdAt: now,
          changedAt: now,
          tags: { ...tags },
          versions: text === undefined ? [] : [{ id: randomUUID(), text, stages: [CURRENT], createdAt: now }],
        };
      }
    });
  }

  all(): readonly SecretRecord[] {
    return Object.values(this.#store.value);
  }

  now(): number {
    return this.#clock.now();
  }

  /** The secret that `SecretId` names: by ARN, by ARN without its random suffix, or by name. Marked for deletion or not. */
  findAny(input: Input): SecretRecord {
    return findAnySecret(this.#store.value, input);
  }

  /** The same, unless it is marked for deletion. */
  find(input: Input): SecretRecord {
    return usable(this.findAny(input));
  }

  /** ARN for a policy check; what does not exist is named as it was asked for. */
  arnOf(input: Input): string {
    const id = optionalString(input, 'SecretId');
    return this.all().find((secret) => names(secret, id))?.arn ?? id ?? '*';
  }

  change<R>(edit: (secrets: Secrets, now: number) => R): Promise<R> {
    return this.#store.change((draft) => edit(draft, this.#clock.now()));
  }

  /** Takes a secret that is marked for deletion away when its time has come, unless it was restored or marked anew. */
  forgetLater({ arn, deleted }: SecretRecord): void {
    if (deleted === undefined) return;
    this.#clock.at(deleted.finalAt, () =>
      this.change((secrets) => {
        if (secrets[arn]?.deleted?.finalAt === deleted.finalAt) delete secrets[arn];
      }),
    );
  }

  settled(): Promise<void> {
    return this.#store.settled();
  }
}

const names = (secret: SecretRecord, id: string | undefined): boolean =>
  id !== undefined && [secret.arn, secret.arn.slice(0, -7), secret.name].includes(id);

function usable(secret: SecretRecord): SecretRecord {
  if (secret.deleted !== undefined) throw markedForDeletion();
  return secret;
}

/** As `SecretVault.findAny`, on a draft that is being changed. */
export function findAnySecret(secrets: Secrets, input: Input): SecretRecord {
  const id = optionalString(input, 'SecretId');
  if (id === undefined || id === '') throw invalidParameter('You must provide a value for SecretId');
  const found = Object.values(secrets).find((secret) => names(secret, id));
  if (found === undefined) throw notFound('secret.');
  return found;
}

/** As `SecretVault.find`, on a draft that is being changed. */
export const findSecret = (secrets: Secrets, input: Input): SecretRecord =>
  usable(findAnySecret(secrets, input));
