import { LambdaIntegration, ResponseTransferMode } from 'aws-cdk-lib/aws-apigateway';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { SCHEMAS_FILE } from '../../contract/constraints.ts';
import type { ProxySettings } from '../../contract/settings.ts';
import { schemaModule } from '../schema-module.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { EventBus } from './event-bus.ts';
import type { Quotas } from './quotas.ts';
import { RuntimeFunction, type RuntimeSurroundings } from './runtime-function.ts';
import type { UpstreamVault } from './upstream-vault.ts';

export interface CredentialProxyProps extends RuntimeSurroundings {
  readonly stage: string;
  readonly auditMode: 'strict' | 'relaxed';
  readonly vault: UpstreamVault;
  readonly audit: AuditTrail;
  readonly quotas: Quotas;
  readonly events: EventBus;
  readonly settings: ProxySettings;
}

/** A proxy that gets access tokens itself may read no secret at all. */
const NO_SECRET = '-';
/** Left to the function after the upstream's time is up, to record how the call ended. */
const WRAP_UP_MS = 10_000;

/** Owns the proxy of one upstream: one function and one role, which can read this upstream's key and no other. */
export class CredentialProxy extends Construct {
  /** Path prefix on the API, e.g. `/gemini`. */
  readonly mount: string;
  readonly integration: LambdaIntegration;
  readonly functionName: string;

  constructor(scope: Construct, id: string, props: CredentialProxyProps) {
    super(scope, id);
    const { upstream, federation } = props.settings;
    const timeout = Duration.seconds(Math.ceil((upstream.timeouts.totalMs + WRAP_UP_MS) / 1000));
    const schemas = schemaModule(props.settings);
    const { handler } = new RuntimeFunction(this, 'Runtime', {
      ...props,
      runs: 'proxy',
      ...(schemas === undefined ? {} : { files: { [SCHEMAS_FILE]: schemas } }),
      description: `Sallyport: the inner door to ${upstream.name}`,
      owed: (role) => ({
        STAGE: props.stage,
        AUDIT_MODE: props.auditMode,
        ...props.audit.grantAppend(role),
        ...(federation === undefined
          ? props.vault.grantReveal(role, upstream.name)
          : { UPSTREAM_SECRET_ID: NO_SECRET }),
        ...props.quotas.grantCount(role),
        ...props.events.grantPublish(role),
      }),
      memoryMb: 256,
      timeout,
    });
    this.mount = upstream.mount;
    this.functionName = handler.functionName;
    this.integration = new LambdaIntegration(handler, {
      allowTestInvoke: false,
      responseTransferMode: ResponseTransferMode.STREAM,
      timeout,
    });
  }
}
