import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { awsRefusal } from './aws-refusal.ts';
import { clientSettings } from './operator-connection.ts';

export interface StackOutputs {
  /** The region in which the stack was looked for. */
  readonly region: string;
  /** Output key → value; `undefined` where there is no such stack. */
  readonly outputs: Readonly<Record<string, string>> | undefined;
}

/** Reads a stack's outputs with the operator's own credentials; rejects with an `OperatorFault`. */
export async function sdkStackOutputs(stackName: string, region: string | undefined): Promise<StackOutputs> {
  const client = new CloudFormationClient(clientSettings({ region }));
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: stackName }));
    const pairs = (Stacks?.[0]?.Outputs ?? []).map((output) => [
      output.OutputKey ?? '',
      output.OutputValue ?? '',
    ]);
    return {
      region: await client.config.region(),
      outputs: Object.fromEntries(pairs) as Record<string, string>,
    };
  } catch (error) {
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html: absence is a ValidationError
    if (error instanceof Error && error.name === 'ValidationError' && /does not exist/.test(error.message))
      return { region: await client.config.region(), outputs: undefined };
    throw awsRefusal(`reading the stack ${stackName}`, error);
  }
}
