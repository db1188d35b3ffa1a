import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
  RotateSecretCommand,
  SecretsManagerClient,
  type SecretVersionsListEntry,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { ROTATION_TAGS } from '../../contract/rotation-run.ts';
import type { UpstreamSecretDocument } from '../../contract/secrets.ts';
import type { SecretStory } from '../domain/rotation/secret-story.ts';
import type { Secret } from '../domain/secret.ts';
import { readUpstreamSecret } from '../domain/upstream-secret.ts';
import type { VersionDesk } from '../flows/upstream-ports.ts';
import { awsRefusal } from './aws-refusal.ts';
import { clientSettings, type OperatorConnection } from './operator-connection.ts';

type SetDocument = Extract<UpstreamSecretDocument, { state: 'SET' }>;

/** Secrets Manager's versions and labels through the SDK. A value that was read is compared here and goes no further. */
export class SdkVersionDesk implements VersionDesk {
  readonly #client: Pick<SecretsManagerClient, 'send'>;

  constructor(connection: OperatorConnection) {
    this.#client = new SecretsManagerClient(clientSettings(connection));
  }

  async look(secretArn: string): Promise<SecretStory> {
    const [told, versions] = await Promise.all([
      this.#client.send(new DescribeSecretCommand({ SecretId: secretArn })),
      this.#versions(secretArn),
    ]).catch(refused('reading the versions of the upstream secret'));
    const tags = Object.fromEntries((told.Tags ?? []).map(({ Key = '', Value }) => [Key, Value]));
    return {
      versions: versions.flatMap(({ VersionId: id, VersionStages: stages = [], CreatedDate: createdAt }) =>
        id === undefined || createdAt === undefined ? [] : [{ id, stages, createdAt }],
      ),
      nextAt: told.RotationEnabled === true ? told.NextRotationDate : undefined,
      notes: { result: tags[ROTATION_TAGS.result], proof: tags[ROTATION_TAGS.proof] },
    };
  }

  async #versions(secretArn: string): Promise<readonly SecretVersionsListEntry[]> {
    const found: SecretVersionsListEntry[] = [];
    for (let next: string | undefined; ; ) {
      const page = await this.#client.send(
        new ListSecretVersionIdsCommand({ SecretId: secretArn, IncludeDeprecated: true, NextToken: next }),
      );
      found.push(...(page.Versions ?? []));
      next = page.NextToken;
      if (next === undefined) return found;
    }
  }

  async putPending(
    secretArn: string,
    versionId: string,
    key: Secret,
    document: Omit<SetDocument, 'apiKey'>,
  ): Promise<void> {
    const full: SetDocument = { ...document, apiKey: key.reveal() };
    const put = new PutSecretValueCommand({
      SecretId: secretArn,
      ClientRequestToken: versionId,
      SecretString: JSON.stringify(full),
      VersionStages: ['AWSPENDING'],
    });
    await this.#client.send(put).catch(refused('writing the pending key'));
  }

  async holds(secretArn: string, versionId: string, key: Secret): Promise<boolean> {
    const answer = await this.#client
      .send(new GetSecretValueCommand({ SecretId: secretArn, VersionId: versionId }))
      .catch((error) => {
        if (Object(error).name === 'ResourceNotFoundException') return undefined; // a version without a value
        throw awsRefusal('comparing the key with the versions of the upstream secret', error);
      });
    const reading = readUpstreamSecret(answer?.SecretString ?? '', versionId);
    return reading.state === 'set' && reading.key.secret.reveal() === key.reveal();
  }

  async attach(secretArn: string, stage: string, versionId: string): Promise<void> {
    await this.#client
      .send(
        new UpdateSecretVersionStageCommand({
          SecretId: secretArn,
          VersionStage: stage,
          MoveToVersionId: versionId,
        }),
      )
      .catch(refused('labelling a version of the upstream secret'));
  }

  async rotate(secretArn: string, versionId: string): Promise<'begun' | 'busy'> {
    try {
      await this.#client.send(
        new RotateSecretCommand({ SecretId: secretArn, ClientRequestToken: versionId }),
      );
      return 'begun';
    } catch (error) {
      // A rotation that is not over is taken up again by this very call, which says so by failing.
      if (Object(error).name === 'InvalidRequestException') return 'busy';
      throw awsRefusal('asking for a rotation of the upstream secret', error);
    }
  }

  async putAdmin(secretArn: string, credential: Secret): Promise<string> {
    const put = new PutSecretValueCommand({ SecretId: secretArn, SecretString: credential.reveal() });
    const answer = await this.#client.send(put).catch(refused('writing the secret for administration'));
    return answer.VersionId ?? '';
  }
}

const refused =
  (action: string) =>
  (error: unknown): never => {
    throw awsRefusal(action, error);
  };
