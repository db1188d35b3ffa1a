import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { type SallyportConfig, stageOf } from './config.ts';
import { AuditArchive } from './constructs/audit-archive.ts';
import { AuditSeal } from './constructs/audit-seal.ts';
import { AuditTrail } from './constructs/audit-trail.ts';
import { Authorizer } from './constructs/authorizer.ts';
import { CredentialProxy } from './constructs/credential-proxy.ts';
import { Detection } from './constructs/detection.ts';
import { Encryption } from './constructs/encryption.ts';
import { EventBus } from './constructs/event-bus.ts';
import { FrontDoor } from './constructs/front-door.ts';
import { Honeytokens } from './constructs/honeytokens.ts';
import { KeyRegistry } from './constructs/key-registry.ts';
import { LeakIntake } from './constructs/leak-intake.ts';
import { Lookout } from './constructs/lookout.ts';
import { Quotas } from './constructs/quotas.ts';
import { removalOf } from './constructs/removal.ts';
import { Responder } from './constructs/responder.ts';
import { Rotation } from './constructs/rotation.ts';
import { SignerRotation } from './constructs/signer-rotation.ts';
import { TokenMint } from './constructs/token-mint.ts';
import { Tokens } from './constructs/tokens.ts';
import { UpstreamVault } from './constructs/upstream-vault.ts';
import { Watchtower } from './constructs/watchtower.ts';
import { acknowledgeFindings } from './findings.ts';
import { isAdministered, scheduleOf } from './rotation-output.ts';
import {
  authorizerSettings,
  detectSettings,
  leakIntakeSettings,
  mintSettings,
  proxySettings,
  responderSettings,
  rotationSettings,
} from './settings.ts';
import { publishOutputs } from './stack-outputs.ts';

export interface SallyportProps {
  readonly config: SallyportConfig;
  /** Name of the config's stage to build. */
  readonly stage: string;
}

/** The floor plan: every capability once, in order of need. Nothing below is needed by anything above. */
export class Sallyport extends Construct {
  /** Where clients call, without a trailing slash. */
  readonly url: string;
  /** The bus of domain events (`contract/events.ts`), for rules of your own. */
  readonly eventBus: IEventBus;

  constructor(scope: Construct, id: string, { config, stage: stageName }: SallyportProps) {
    super(scope, id);
    const stage = stageOf(config, stageName);
    const upstreams = Object.values(config.upstreams);
    const removal = removalOf(stage.removal);

    const encryption = new Encryption(this, 'Encryption', { removal });
    const kept = { encryption, removal };
    const events = new EventBus(this, 'EventBus');
    const keys = new KeyRegistry(this, 'KeyRegistry', kept);
    const audit = new AuditTrail(this, 'AuditTrail', { ...kept, retentionDays: stage.auditRetentionDays });
    const { lock, years, sealLagSeconds: lagSeconds } = stage.auditArchive;
    const archive = new AuditArchive(this, 'AuditArchive', { ...kept, lock, years });
    const honeytokens = new Honeytokens(this, 'Honeytokens', kept);
    const quotas = new Quotas(this, 'Quotas', kept);
    const vault = new UpstreamVault(this, 'UpstreamVault', {
      ...kept,
      upstreams: upstreams.map(({ name }) => name),
      administered: upstreams.filter(({ rotation }) => isAdministered(rotation)).map(({ name }) => name),
    });

    const tokens = new Tokens(this, 'Tokens', { ...kept, stage: stage.name });

    const runtime = { ...kept, stage: stage.name, logRetention: stage.logRetentionDays };
    const authorizer = new Authorizer(this, 'Authorizer', {
      ...runtime,
      keys,
      audit,
      tokens,
      honeytokens,
      events,
      settings: authorizerSettings(config, stage),
    });
    const seal = new AuditSeal(this, 'AuditSeal', { ...runtime, audit, archive, lagSeconds });
    const { rotateSignerDays: everyDays } = stage.tokens;
    new SignerRotation(this, 'SignerRotation', { ...runtime, tokens, everyDays });
    const settings = mintSettings(stage);
    const mint = new TokenMint(this, 'TokenMint', { ...runtime, keys, audit, tokens, settings });
    const reports = { ...runtime, keys, events, settings: leakIntakeSettings(stage) };
    const leaks = stage.leakIntake.github ? new LeakIntake(this, 'LeakIntake', reports) : undefined;
    const proxies = upstreams.map(
      ({ name }) =>
        new CredentialProxy(this, `Proxy-${name}`, {
          ...runtime,
          auditMode: stage.audit,
          vault,
          audit,
          quotas,
          events,
          settings: proxySettings(config, stage, name),
        }),
    );
    const rotating = upstreams.filter(({ rotation }) => rotation.driver !== 'google-wif');
    const rotations = new Map(
      rotating.map((upstream) => [
        upstream.name,
        new Rotation(this, `Rotation-${upstream.name}`, {
          ...runtime,
          vault,
          events,
          schedule: scheduleOf(upstream.rotation),
          windowHours: upstream.rotation.windowHours,
          settings: rotationSettings(upstream, stage),
        }),
      ]),
    );
    const frontDoor = new FrontDoor(this, 'FrontDoor', {
      ...{ ...runtime, stage, plans: config.plans },
      ...{ authorizer, proxies, mint, leaks },
    });
    const watched = { stage: stage.name, encryption, apiName: frontDoor.name };
    const watchtower = new Watchtower(this, 'Watchtower', { ...watched, alarmEmail: stage.alarmEmail });
    new Responder(this, 'Responder', {
      ...{ ...runtime, keys, audit, honeytokens, events, frontDoor, watchtower },
      settings: responderSettings(stage),
      hearsOfLeaks: leaks !== undefined,
    });
    const detection = new Detection(this, 'Detection', {
      ...{ ...runtime, keys, audit, events },
      settings: detectSettings(stage),
    });
    new Lookout(this, 'Lookout', { stage: stage.name, frontDoor, alarms: watchtower.all });

    this.url = frontDoor.url;
    this.eventBus = events.bus;
    const stores = { keys, audit, archive, detection, honeytokens, vault, events, quotas, tokens };
    publishOutputs(this, { config, stage, frontDoor, mint, proxies, rotations, seal, ...stores });
    acknowledgeFindings(this, stage);
  }
}
