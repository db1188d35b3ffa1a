import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnRotationSchedule } from 'aws-cdk-lib/aws-secretsmanager';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { RuntimeFunction, type RuntimeSurroundings } from './runtime-function.ts';
import type { Tokens } from './tokens.ts';

export interface SignerRotationProps extends RuntimeSurroundings {
  readonly stage: string;
  readonly tokens: Tokens;
  readonly everyDays: number;
}

/** Owns the rotation of the key that signs tokens. Its first run, at deployment, makes the first key. */
export class SignerRotation extends Construct {
  constructor(scope: Construct, id: string, props: SignerRotationProps) {
    super(scope, id);
    const { handler } = new RuntimeFunction(this, 'Runtime', {
      ...props,
      runs: 'signer-rotation',
      description: 'Sallyport: the next key that signs short-lived tokens',
      owed: (role) => ({ STAGE: props.stage, ...props.tokens.grantRotate(role) }),
      settings: {},
      memoryMb: 256,
      timeout: Duration.seconds(30),
    });
    handler.addPermission('SecretsManager', {
      principal: new ServicePrincipal('secretsmanager.amazonaws.com'),
      sourceAccount: Stack.of(this).account,
    });
    // The construct for it would let Secrets Manager invoke the function on behalf of any account.
    const schedule = new CfnRotationSchedule(this, 'Schedule', {
      secretId: props.tokens.secret.secretArn,
      rotationLambdaArn: handler.functionArn,
      rotateImmediatelyOnUpdate: true,
      rotationRules: { automaticallyAfterDays: props.everyDays },
    });
    schedule.node.addDependency(handler);
  }
}
