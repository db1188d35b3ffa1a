import { EventBridgeClient, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { secretAskedRule } from '../../contract/decoy-secret-rule.ts';
import type { DecoySecretNames } from '../flows/decoy-ports.ts';
import { awsRefusal } from './aws-refusal.ts';
import { clientSettings, type OperatorConnection } from './operator-connection.ts';

/** A stage's decoy secrets, as the rules on the account's default bus name them. */
export class SdkDecoySecrets implements DecoySecretNames {
  readonly #client: EventBridgeClient;
  readonly #stage: string;

  constructor(connection: OperatorConnection, stage: string) {
    this.#client = new EventBridgeClient(clientSettings(connection));
    this.#stage = stage;
  }

  async all(): Promise<readonly string[]> {
    const patterns: string[] = [];
    let from: string | undefined;
    try {
      do {
        const list = new ListRulesCommand({ NextToken: from });
        const { Rules = [], NextToken } = await this.#client.send(list);
        for (const { Description, EventPattern = '' } of Rules)
          if (Description === secretAskedRule(this.#stage)) patterns.push(EventPattern);
        from = NextToken;
      } while (from !== undefined);
    } catch (error) {
      throw awsRefusal('reading which secrets are decoys', error);
    }
    return patterns.map(nameIn).sort();
  }
}

const nameIn = (pattern: string): string =>
  String(Object(JSON.parse(pattern)).detail?.requestParameters?.secretId?.[0]);
