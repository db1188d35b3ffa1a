import { CfnOutput, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { OUTPUTS, type OutputName, type UpstreamOutput } from '../contract/outputs.ts';
import { hardQuotasOf, type SallyportConfig, type StageConfig, type UpstreamConfig } from './config.ts';
import type { AuditArchive } from './constructs/audit-archive.ts';
import type { AuditSeal } from './constructs/audit-seal.ts';
import type { AuditTrail } from './constructs/audit-trail.ts';
import type { CredentialProxy } from './constructs/credential-proxy.ts';
import type { Detection } from './constructs/detection.ts';
import type { EventBus } from './constructs/event-bus.ts';
import type { FrontDoor } from './constructs/front-door.ts';
import type { Honeytokens } from './constructs/honeytokens.ts';
import type { KeyRegistry } from './constructs/key-registry.ts';
import type { Quotas } from './constructs/quotas.ts';
import type { Rotation } from './constructs/rotation.ts';
import type { TokenMint } from './constructs/token-mint.ts';
import type { Tokens } from './constructs/tokens.ts';
import type { UpstreamVault } from './constructs/upstream-vault.ts';
import { rotationOutput } from './rotation-output.ts';

export interface Published {
  readonly config: SallyportConfig;
  readonly stage: StageConfig;
  readonly frontDoor: FrontDoor;
  readonly keys: KeyRegistry;
  readonly audit: AuditTrail;
  readonly archive: AuditArchive;
  readonly seal: AuditSeal;
  readonly detection: Detection;
  readonly honeytokens: Honeytokens;
  readonly vault: UpstreamVault;
  readonly events: EventBus;
  readonly quotas: Quotas;
  readonly tokens: Tokens;
  readonly mint: TokenMint;
  readonly proxies: readonly CredentialProxy[];
  /** By upstream. */
  readonly rotations: ReadonlyMap<string, Rotation>;
}

/** What the CLI reads back. Logical ids are fixed, so a stack holds one Sallyport. */
export function publishOutputs(scope: Construct, published: Published): void {
  const {
    config,
    stage,
    frontDoor,
    keys,
    audit,
    archive,
    seal,
    honeytokens,
    vault,
    events,
    quotas,
    tokens,
    mint,
  } = published;
  const rotationOf = ({ name, rotation }: UpstreamConfig) => {
    const functionName = published.rotations.get(name)?.handler.functionName;
    const adminSecretArn = vault.adminSecretArn(name);
    return rotationOutput(rotation, {
      ...(functionName === undefined ? {} : { functionName }),
      ...(adminSecretArn === undefined ? {} : { adminSecretArn }),
    });
  };
  const stack = Stack.of(scope);
  const upstreams = Object.values(config.upstreams).map((upstream): [string, UpstreamOutput] => {
    const { name, baseUrl, mount } = upstream;
    const proxyFunction = published.proxies.find((proxy) => proxy.mount === mount)?.functionName;
    const secretArn = vault.secretArn(name);
    return [name, { secretArn, baseUrl, mount, proxyFunction, rotation: rotationOf(upstream) }];
  });
  const values: Record<OutputName, string> = {
    url: frontDoor.url,
    restApiId: frontDoor.api.restApiId,
    stageName: frontDoor.api.deploymentStage.stageName,
    keysTable: keys.table.tableName,
    auditTable: audit.table.tableName,
    honeytokensTable: honeytokens.table.tableName,
    mintedTable: tokens.minted.tableName,
    tokenMint: mint.handler.functionName,
    eventBus: events.bus.eventBusName,
    quotasTable: quotas.table.tableName,
    hardQuotas: JSON.stringify(hardQuotasOf(config)),
    auditArchive: archive.bucket.bucketName,
    auditSealKey: archive.key.keyArn,
    auditSeal: seal.handler.functionName,
    auditRetentionDays: String(audit.retentionDays),
    upstreams: stack.toJsonString(Object.fromEntries(upstreams)),
    plans: stack.toJsonString(frontDoor.planIds),
    pools: JSON.stringify(Object.keys(config.plans).filter((plan) => config.plans[plan]?.pool === true)),
    products: JSON.stringify(Object.keys(config.products)),
    roles: JSON.stringify(Object.keys(config.roles)),
    neverBlock: JSON.stringify(stage.response.neverBlock),
    keyPolicy: JSON.stringify(stage.keyPolicy ?? {}),
    detectionTable: published.detection.table.tableName,
    detection: JSON.stringify(stage.detection),
    leakAction: stage.leakIntake.action,
  };
  for (const [name, logicalId] of Object.entries(OUTPUTS)) {
    new CfnOutput(scope, `Output-${name}`, { value: values[name as OutputName] }).overrideLogicalId(
      logicalId,
    );
  }
}
