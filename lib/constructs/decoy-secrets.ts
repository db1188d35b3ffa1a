import { CfnRule, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction, type LambdaFunctionProps } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { ArnFormat, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { secretAskedRule } from '../../contract/decoy-secret-rule.ts';
import type { Encryption } from './encryption.ts';
import type { Removal } from './removal.ts';

export interface DecoySecretsProps {
  readonly stage: string;
  readonly encryption: Encryption;
  readonly removal: Removal;
  readonly names: readonly string[];
  readonly toldTo: IFunction;
  readonly delivery: LambdaFunctionProps;
}

/** Reading counts as a management event, which a rule does not get unless it says so. */
const WITH_READS = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';

/**
 * Owns the secrets that nobody should read, and has the responder told when CloudTrail says that somebody asked for one. Each
 * looks like the key of a third party, and nobody is granted anything on it. Logical ids are tags of a secret: none says decoy.
 */
export class DecoySecrets extends Construct {
  constructor(scope: Construct, id: string, props: DecoySecretsProps) {
    super(scope, id);
    for (const [n, name] of props.names.entries()) this.#plant(n + 1, name, props);
  }

  #plant(n: number, name: string, { stage, encryption, removal, toldTo, delivery }: DecoySecretsProps): void {
    const secret = new Secret(this, `Key${n}`, {
      secretName: name,
      encryptionKey: encryption.key,
      removalPolicy: removal.policy,
      generateSecretString: {
        secretStringTemplate: '{}',
        generateStringKey: 'apiKey',
        passwordLength: 40,
        excludePunctuation: true,
      },
    });
    const partialArn = Stack.of(this).formatArn({
      ...{ service: 'secretsmanager', resource: 'secret', resourceName: name },
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const asked = new Rule(this, `Asked${n}`, {
      description: secretAskedRule(stage),
      eventPattern: {
        source: ['aws.secretsmanager'],
        detailType: ['AWS API Call via CloudTrail'],
        detail: {
          eventSource: ['secretsmanager.amazonaws.com'],
          eventName: ['GetSecretValue'],
          requestParameters: { secretId: [name, partialArn, secret.secretArn] },
        },
      },
      targets: [new LambdaFunction(toldTo, delivery)],
    });
    const { defaultChild } = asked.node;
    if (!(defaultChild instanceof CfnRule)) throw new Error('a rule is no AWS::Events::Rule');
    defaultChild.state = WITH_READS;
  }
}
