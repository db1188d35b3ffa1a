import { join } from 'node:path';
import { AwsCallError, type SignedCall } from '../../lambda/adapters/signed-call.ts';
import { AwsError } from '../../local/aws/aws-error.ts';
import { Rotator } from '../../local/aws/secrets-manager/rotator.ts';
import { SecretVault } from '../../local/aws/secrets-manager/secret-vault.ts';
import { secretsManager } from '../../local/aws/secrets-manager/secrets-manager.ts';
import { Clock } from '../../local/time/clock.ts';
import { temporaryFolder } from '../local/support/temporary-folder.ts';

const PLACE = { stackName: 'test', region: 'eu-central-1', accountId: '000000000000' };
export const SECRET_ARN = 'arn:aws:secretsmanager:eu-central-1:000000000000:secret:api-key-AbCdEf';
export const FUNCTION_ARN = 'arn:aws:lambda:eu-central-1:000000000000:function:rotation';

/** The local run's Secrets Manager with one secret that says UNSET, called in this process; its rotations begin and take no step. */
export async function localSecret(now: () => number = Date.now) {
  const folder = temporaryFolder();
  const clock = new Clock(now);
  const vault = new SecretVault(join(folder.path, 'secrets.json'), clock);
  const functions = {
    invoke: () => new Promise<never>(() => undefined),
    permits: () => true,
    note: () => {},
  };
  const rotator = new Rotator(vault, clock, functions);
  rotator.close();
  const { operations } = secretsManager({ vault, rotator, functions }, PLACE);
  const initial = { text: '{"state":"UNSET"}' };
  await vault.createMissing([
    { logicalId: 'Secret', arn: SECRET_ARN, name: 'api-key', tags: { stage: 'test' }, initial },
  ]);
  const call: SignedCall = async (operation, input) => {
    try {
      const answer = await operations[operation]?.run(JSON.parse(JSON.stringify(input)), {} as never);
      return JSON.parse(JSON.stringify(answer)) as unknown;
    } catch (error) {
      if (error instanceof AwsError) throw new AwsCallError(error.type, false);
      throw error;
    }
  };
  return { call, secretId: SECRET_ARN, remove: folder.remove };
}
