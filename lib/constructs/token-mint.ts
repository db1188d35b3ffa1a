import { LambdaIntegration } from 'aws-cdk-lib/aws-apigateway';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { MintSettings } from '../../contract/settings.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { KeyRegistry } from './key-registry.ts';
import { RuntimeFunction, type RuntimeSurroundings } from './runtime-function.ts';
import type { Tokens } from './tokens.ts';

export interface TokenMintProps extends RuntimeSurroundings {
  readonly stage: string;
  readonly keys: KeyRegistry;
  readonly audit: AuditTrail;
  readonly tokens: Tokens;
  readonly settings: MintSettings;
}

/** Owns the function that mints tokens: the only one that can sign. Clients ask it over the API, operators by invoking it. */
export class TokenMint extends Construct {
  readonly handler: LambdaFunction;
  readonly integration: LambdaIntegration;

  constructor(scope: Construct, id: string, props: TokenMintProps) {
    super(scope, id);
    const timeout = Duration.seconds(10);
    this.handler = new RuntimeFunction(this, 'Runtime', {
      ...props,
      runs: 'token-mint',
      description: 'Sallyport: short-lived tokens',
      owed: (role) => ({
        STAGE: props.stage,
        ...props.keys.grantLookUp(role),
        ...props.audit.grantAppend(role),
        ...props.tokens.grantMint(role),
      }),
      memoryMb: 256,
      timeout,
    }).handler;
    this.integration = new LambdaIntegration(this.handler, { allowTestInvoke: false, timeout });
  }
}
