import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { awsRefusal } from './aws-refusal.ts';
import { clientSettings } from './operator-connection.ts';

/** ARN of whoever the SDK's credentials belong to; rejects with an `OperatorFault` where there are none that work. */
export async function sdkCallerIdentity(region: string | undefined): Promise<string> {
  const client = new STSClient(clientSettings({ region }));
  const answer = await client.send(new GetCallerIdentityCommand({})).catch((error) => {
    throw awsRefusal('asking AWS who you are', error);
  });
  return answer.Arn ?? 'unknown';
}
