import { ROTATION_TAGS } from '../../contract/rotation-run.ts';
import type { UpstreamSecretDocument } from '../../contract/secrets.ts';
import { Fault } from '../domain/fault.ts';
import type { Secret } from '../domain/secret.ts';
import { complaintAboutUpstreamKey } from '../domain/upstream-key-text.ts';
import { readUpstreamSecret } from '../domain/upstream-secret.ts';
import type { HeldKey, LabelledVersion, RotationSecret } from '../flows/rotation-ports.ts';
import { AwsCallError, type SignedCall } from './signed-call.ts';

interface Page {
  readonly Versions?: readonly {
    readonly VersionId?: string;
    readonly VersionStages?: readonly string[];
    /** Unix seconds. */
    readonly CreatedDate?: number;
  }[];
  readonly NextToken?: string;
}

/** What AWS calls a label that is not where the call says. */
const REFUSED = new Set(['InvalidParameterException', 'InvalidRequestException']);

/**
 * The secret of one upstream as its rotation reads and labels it
 * (https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html#term_version). A call whose answer was lost may
 * be sent again, so a label that is already where it should be is fine.
 */
export class SecretsManagerRotation implements RotationSecret {
  readonly #signed: SignedCall;
  readonly #secret: { readonly SecretId: string };
  readonly #boundTo: string;

  constructor(call: SignedCall, secretId: string, boundTo: string) {
    this.#signed = call;
    this.#secret = { SecretId: secretId };
    this.#boundTo = boundTo;
  }

  async versions(): Promise<readonly LabelledVersion[]> {
    const found: LabelledVersion[] = [];
    for (let token: string | undefined; ; ) {
      const more = token === undefined ? {} : { NextToken: token };
      const page = (await this.#call('ListSecretVersionIds', { IncludeDeprecated: true, ...more })) as Page;
      for (const { VersionId: id = '', VersionStages: stages = [], CreatedDate = 0 } of page.Versions ?? [])
        found.push({ id, stages, createdAt: new Date(CreatedDate * 1000) });
      if (page.NextToken === undefined) return found;
      token = page.NextToken;
    }
  }

  async read(versionId: string): Promise<HeldKey | undefined> {
    let text: string | undefined;
    try {
      const answer = await this.#call('GetSecretValue', { VersionId: versionId });
      text = (answer as { SecretString?: string }).SecretString;
    } catch (error) {
      if (typeOf(error) === 'ResourceNotFoundException') return undefined; // a version without a value
      throw error;
    }
    const reading = readUpstreamSecret(text ?? '', versionId);
    if (reading.state !== 'set') return undefined;
    const { secret, boundTo, keyId } = reading.key;
    return { secret, boundTo, ...(keyId === undefined ? {} : { keyId }) };
  }

  async record(versionId: string, key: Secret, keyId: string): Promise<'recorded' | 'taken'> {
    const apiKey = key.reveal();
    // No proxy would use it, and none could find it in an answer.
    if (complaintAboutUpstreamKey(apiKey) !== undefined) throw new Fault('rotation.provider_failed');
    const document: UpstreamSecretDocument = {
      state: 'SET',
      apiKey,
      apiKeyId: keyId,
      boundTo: this.#boundTo,
    };
    try {
      await this.#call('PutSecretValue', {
        ClientRequestToken: versionId,
        SecretString: JSON.stringify(document),
        VersionStages: ['AWSPENDING'],
      });
      return 'recorded';
    } catch (error) {
      if (typeOf(error) === 'ResourceExistsException') return 'taken';
      throw error;
    }
  }

  async attach(stage: string, versionId: string): Promise<void> {
    await this.#move({ VersionStage: stage, MoveToVersionId: versionId }, (stages) =>
      stages(versionId).includes(stage),
    );
  }

  async detach(stage: string, versionId: string): Promise<void> {
    await this.#move(
      { VersionStage: stage, RemoveFromVersionId: versionId },
      (stages) => !stages(versionId).includes(stage),
    );
  }

  async promote(to: string, from: string | undefined): Promise<void> {
    const taken = from === undefined ? {} : { RemoveFromVersionId: from };
    await this.#move({ VersionStage: 'AWSCURRENT', MoveToVersionId: to, ...taken }, (stages) =>
      stages(to).includes('AWSCURRENT'),
    );
  }

  async note(about: 'result' | 'proof', text: string): Promise<void> {
    await this.#call('TagResource', { Tags: [{ Key: ROTATION_TAGS[about], Value: text }] });
  }

  async #move(
    change: object,
    isSo: (stages: (versionId: string) => readonly string[]) => boolean,
  ): Promise<void> {
    try {
      await this.#call('UpdateSecretVersionStage', change);
    } catch (error) {
      if (!REFUSED.has(typeOf(error))) throw error;
      const versions = await this.versions();
      if (!isSo((id) => versions.find((version) => version.id === id)?.stages ?? [])) throw error;
    }
  }

  #call(operation: string, input: object): Promise<unknown> {
    return this.#signed(operation, { ...this.#secret, ...input }).catch((cause: unknown) => {
      throw new Fault('rotation.secret_unavailable', { cause });
    });
  }
}

const typeOf = (error: unknown): string =>
  error instanceof Fault && error.cause instanceof AwsCallError ? error.cause.message : '';
