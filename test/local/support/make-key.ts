import { CreateApiKeyCommand, CreateUsagePlanKeyCommand } from '@aws-sdk/client-api-gateway';
import type { LocalRun } from '../../../local/run-assembly.ts';
import { clients } from './clients.ts';

/** Makes an enabled key in a usage plan, as an operator would. */
export async function makeKey(
  run: LocalRun,
  planOutput: string,
): Promise<{ readonly id: string; readonly value: string; readonly planId: string }> {
  const { apiGateway } = clients(run);
  const { id = '', value = '' } = await apiGateway.send(
    new CreateApiKeyCommand({ name: 'key', enabled: true }),
  );
  const planId = run.outputs[planOutput] ?? '';
  await apiGateway.send(
    new CreateUsagePlanKeyCommand({ usagePlanId: planId, keyId: id, keyType: 'API_KEY' }),
  );
  return { id, value, planId };
}
