import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { UpstreamSecretDocument } from '../../contract/secrets.ts';
import type { Secret } from '../domain/secret.ts';
import { readUpstreamSecret } from '../domain/upstream-secret.ts';
import type { UpstreamSecretFacts, UpstreamSecrets } from '../flows/operator-ports.ts';
import { awsRefusal } from './aws-refusal.ts';
import { clientSettings, type OperatorConnection } from './operator-connection.ts';

type SetDocument = Extract<UpstreamSecretDocument, { state: 'SET' }>;

/** Secrets Manager through the SDK. A value that was read is judged here and goes no further. */
export class SdkUpstreamSecrets implements UpstreamSecrets {
  readonly #client: SecretsManagerClient;

  constructor(connection: OperatorConnection) {
    this.#client = new SecretsManagerClient(clientSettings(connection));
  }

  async describe(secretArn: string): Promise<UpstreamSecretFacts> {
    const answer = await this.#client
      .send(new GetSecretValueCommand({ SecretId: secretArn }))
      .catch((error) => {
        throw awsRefusal('reading the state of the upstream secret', error);
      });
    const { VersionId: versionId = '', CreatedDate: createdAt, SecretString } = answer;
    const reading = readUpstreamSecret(SecretString ?? '', versionId);
    const boundTo = reading.state === 'set' ? reading.key.boundTo : undefined;
    return { state: reading.state, versionId, createdAt, boundTo };
  }

  async put(secretArn: string, key: Secret, document: Omit<SetDocument, 'apiKey'>): Promise<string> {
    const full: SetDocument = { ...document, apiKey: key.reveal() };
    // The SDK makes up a ClientRequestToken once per command, so its own repetitions add no second version.
    const put = new PutSecretValueCommand({ SecretId: secretArn, SecretString: JSON.stringify(full) });
    const answer = await this.#client.send(put).catch((error) => {
      throw awsRefusal('writing the upstream secret', error);
    });
    return answer.VersionId ?? '';
  }
}
