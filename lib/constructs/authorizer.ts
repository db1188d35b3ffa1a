import { RequestAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { AuthorizerSettings } from '../../contract/settings.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { EventBus } from './event-bus.ts';
import type { Honeytokens } from './honeytokens.ts';
import type { KeyRegistry } from './key-registry.ts';
import { RuntimeFunction, type RuntimeSurroundings } from './runtime-function.ts';
import type { Tokens } from './tokens.ts';

export interface AuthorizerProps extends RuntimeSurroundings {
  readonly stage: string;
  readonly keys: KeyRegistry;
  readonly audit: AuditTrail;
  readonly tokens: Tokens;
  readonly honeytokens: Honeytokens;
  readonly events: EventBus;
  readonly settings: AuthorizerSettings;
}

/** Owns the REQUEST authorizer: who is calling, asked anew for every request. */
export class Authorizer extends Construct {
  readonly authorizer: RequestAuthorizer;

  constructor(scope: Construct, id: string, props: AuthorizerProps) {
    super(scope, id);
    const { handler } = new RuntimeFunction(this, 'Runtime', {
      ...props,
      runs: 'authorizer',
      description: 'Sallyport: whose client key is this?',
      owed: (role) => ({
        STAGE: props.stage,
        ...props.keys.grantVerify(role),
        ...props.audit.grantAppend(role),
        ...props.tokens.grantCheck(role),
        ...props.honeytokens.grantWatch(role),
        ...props.events.grantPublish(role),
      }),
      memoryMb: 256,
      timeout: Duration.seconds(10),
    });
    // No identity sources: clients carry keys in several places and API Gateway would demand all of them. No cache: a
    // cached Allow outlives a revocation, and hides the second use of a honeytoken.
    this.authorizer = new RequestAuthorizer(this, 'Authorizer', {
      handler,
      identitySources: [],
      resultsCacheTtl: Duration.seconds(0),
    });
  }
}
