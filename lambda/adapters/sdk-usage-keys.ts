import {
  APIGatewayClient,
  ConflictException,
  CreateApiKeyCommand,
  CreateUsagePlanKeyCommand,
  DeleteApiKeyCommand,
  GetUsagePlanKeyCommand,
  NotFoundException,
  paginateGetApiKeys,
} from '@aws-sdk/client-api-gateway';
import { OperatorFault } from '../domain/operator-fault.ts';
import type { UsageKeyFound, UsageKeys } from '../flows/operator-ports.ts';
import { awsRefusal } from './aws-refusal.ts';
import { clientSettings, type OperatorConnection } from './operator-connection.ts';

/** CreateUsagePlanKey runs one at a time per account and Region, so operators who work at once have to queue. */
const ATTEMPTS_MAX = 8;

/** API Gateway's keys through the SDK. */
export class SdkUsageKeys implements UsageKeys {
  readonly #client: APIGatewayClient;

  constructor(connection: OperatorConnection) {
    this.#client = new APIGatewayClient({ ...clientSettings(connection), maxAttempts: ATTEMPTS_MAX });
  }

  async create(key: {
    readonly name: string;
    readonly description: string;
    readonly value: string;
  }): Promise<string> {
    const answer = await this.#client
      .send(new CreateApiKeyCommand({ ...key, enabled: true }))
      .catch((error) => {
        throw awsRefusal('creating the usage key', error);
      });
    if (answer.id !== undefined) return answer.id;
    throw new OperatorFault('aws.refused', 'creating the usage key: the answer has no id', 'try again');
  }

  async attach(usageKeyId: string, usagePlanId: string): Promise<void> {
    const attachment = { usagePlanId, keyId: usageKeyId };
    try {
      await this.#client.send(new CreateUsagePlanKeyCommand({ ...attachment, keyType: 'API_KEY' }));
    } catch (error) {
      // A repetition whose first answer was lost meets its own attachment.
      if (error instanceof ConflictException && (await this.#attached(attachment))) return;
      throw awsRefusal('attaching the usage key to its plan', error);
    }
  }

  async named(name: string): Promise<readonly UsageKeyFound[]> {
    const found: (UsageKeyFound & { readonly createdAt: number })[] = [];
    try {
      // `nameQuery` finds by prefix.
      for await (const { items = [] } of paginateGetApiKeys(
        { client: this.#client },
        { nameQuery: name, includeValues: true },
      ))
        for (const { id, value, createdDate, ...key } of items)
          if (key.name === name && id !== undefined && value !== undefined)
            found.push({ id, value, createdAt: createdDate?.getTime() ?? 0 });
    } catch (error) {
      throw awsRefusal('looking for the usage key of the pool', error);
    }
    found.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
    return found.map(({ id, value }) => ({ id, value }));
  }

  async remove(usageKeyId: string): Promise<void> {
    try {
      await this.#client.send(new DeleteApiKeyCommand({ apiKey: usageKeyId }));
    } catch (error) {
      if (!(error instanceof NotFoundException)) throw awsRefusal('deleting the usage key', error);
    }
  }

  async #attached(attachment: { readonly usagePlanId: string; readonly keyId: string }): Promise<boolean> {
    return this.#client.send(new GetUsagePlanKeyCommand(attachment)).then(
      () => true,
      () => false,
    );
  }
}
