import { APIGatewayClient, GetUsageCommand, GetUsagePlanCommand } from '@aws-sdk/client-api-gateway';
import type { GatewayUsage, GatewayUsed } from '../flows/operator-ports.ts';
import { awsRefusal } from './aws-refusal.ts';
import { clientSettings, type OperatorConnection } from './operator-connection.ts';

/** What API Gateway counted against a usage plan's quota, through the SDK. Its figures lag by minutes. */
export class SdkGatewayUsage implements GatewayUsage {
  readonly #client: APIGatewayClient;

  constructor(connection: OperatorConnection) {
    this.#client = new APIGatewayClient(clientSettings(connection));
  }

  async of(usagePlanId: string, usageKeyId: string, now: Date): Promise<GatewayUsed | undefined> {
    const day = now.toISOString().slice(0, 10);
    const asked = { usagePlanId, keyId: usageKeyId, startDate: day, endDate: day };
    try {
      const [{ quota }, { items = {} }] = await Promise.all([
        this.#client.send(new GetUsagePlanCommand({ usagePlanId })),
        this.#client.send(new GetUsageCommand(asked)),
      ]);
      if (quota?.limit === undefined) return undefined;
      // `[used that day, remaining of the period]` (https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsage.html).
      const remaining = items[usageKeyId]?.at(-1)?.[1] ?? quota.limit;
      return {
        used: Math.max(0, quota.limit - remaining),
        limit: quota.limit,
        per: (quota.period ?? '').toLowerCase(),
      };
    } catch (error) {
      throw awsRefusal('reading the usage of the plan', error);
    }
  }
}
