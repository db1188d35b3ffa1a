import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { DisableRuleCommand, EventBridgeClient, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  DescribeSecretCommand,
  InvalidRequestException,
  PutSecretValueCommand,
  RotateSecretCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { OUTPUTS, type UpstreamOutput } from '../../contract/outputs.ts';
import type { RotationRun } from '../../contract/rotation-run.ts';
import { labelFor } from '../../lambda/domain/rotation/version-label.ts';
import type { Gateway } from './gateway.ts';

const PATIENCE_MS = 30_000;
/** What is asked for is read from the very run that is under load. */
const POLL_MS = 200;

/** What an operator does about rotations, at a gateway's AWS. */
export function rotationOperator({ ready }: Gateway) {
  const connection = {
    region: ready.region,
    endpoint: ready.awsEndpoint,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const secrets = new SecretsManagerClient(connection);
  const lambda = new LambdaClient(connection);
  const events = new EventBridgeClient(connection);
  const upstreams = JSON.parse(ready.outputs[OUTPUTS.upstreams] ?? '{}') as Record<string, UpstreamOutput>;
  const of = (upstream: string): UpstreamOutput => {
    const found = upstreams[upstream];
    if (found === undefined) throw new Error(`there is no upstream ${upstream}`);
    return found;
  };
  const described = async (upstream: string) => {
    const { secretArn: SecretId } = of(upstream);
    const { VersionIdsToStages = {}, Tags = [] } = await secrets.send(
      new DescribeSecretCommand({ SecretId }),
    );
    const current = Object.keys(VersionIdsToStages).find((id) =>
      VersionIdsToStages[id]?.includes('AWSCURRENT'),
    );
    return { current, tags: Object.fromEntries(Tags.map(({ Key = '', Value }) => [Key, Value])) };
  };
  const until = async (is: () => Promise<boolean>, what: string): Promise<void> => {
    for (const from = Date.now(); !(await is()); await pause(POLL_MS))
      if (Date.now() - from > PATIENCE_MS) throw new Error(`${what} has not happened`);
  };
  const invoke = (
    upstream: string,
    event: RotationRun,
    how: 'Event' | 'RequestResponse' = 'RequestResponse',
  ) =>
    lambda.send(
      new InvokeCommand({
        FunctionName: of(upstream).rotation.functionName,
        InvocationType: how,
        Payload: Buffer.from(JSON.stringify(event)),
      }),
    );
  return {
    of,
    secrets,
    described,
    until,
    putAdmin: (upstream: string, text: string) =>
      secrets.send(
        new PutSecretValueCommand({ SecretId: of(upstream).rotation.adminSecretArn, SecretString: text }),
      ),
    /** Begins a rotation; one that a deployment is trying out has to end first. */
    begin: async (upstream: string): Promise<string> => {
      const ClientRequestToken = randomUUID();
      const { secretArn: SecretId } = of(upstream);
      await until(async () => {
        try {
          await secrets.send(new RotateSecretCommand({ SecretId, ClientRequestToken }));
          return true;
        } catch (error) {
          if (error instanceof InvalidRequestException) return false;
          throw error;
        }
      }, 'the beginning of a rotation');
      return ClientRequestToken;
    },
    becomesCurrent: (upstream: string, version: string) =>
      until(async () => (await described(upstream)).current === version, `the rotation of ${upstream}`),
    invoke,
    /** Says that a version's key leaked, and lets the function delete it at once. */
    leaked: async (upstream: string, version: string): Promise<void> => {
      const VersionStage = labelFor('compromised', version, new Date());
      const label = { SecretId: of(upstream).secretArn, VersionStage, MoveToVersionId: version };
      await secrets.send(new UpdateSecretVersionStageCommand(label));
      await invoke(upstream, { run: 'sweep' }, 'Event');
    },
    /** A quarter has tens of thousands of them. */
    stopSweeps: async () => {
      const { Rules = [] } = await events.send(new ListRulesCommand({}));
      for (const { Name, ScheduleExpression } of Rules)
        if (ScheduleExpression?.includes('minute')) await events.send(new DisableRuleCommand({ Name }));
    },
    close: () => {
      for (const client of [secrets, lambda, events]) client.destroy();
    },
  };
}
