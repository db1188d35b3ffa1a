import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { CfnEventInvokeConfig } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { EVENT_SOURCE, type EventType } from '../../contract/events.ts';
import type { ResponderSettings } from '../../contract/settings.ts';
import type { AuditTrail } from './audit-trail.ts';
import { DecoySecrets } from './decoy-secrets.ts';
import type { EventBus } from './event-bus.ts';
import type { FrontDoor } from './front-door.ts';
import type { Honeytokens } from './honeytokens.ts';
import type { KeyRegistry } from './key-registry.ts';
import { RuntimeFunction, type RuntimeSurroundings } from './runtime-function.ts';
import type { Watchtower } from './watchtower.ts';

export interface ResponderProps extends RuntimeSurroundings {
  readonly stage: string;
  readonly keys: KeyRegistry;
  readonly audit: AuditTrail;
  readonly honeytokens: Honeytokens;
  readonly events: EventBus;
  readonly frontDoor: FrontDoor;
  readonly watchtower: Watchtower;
  readonly settings: ResponderSettings;
  /** Whether somebody reports leaked keys. */
  readonly hearsOfLeaks: boolean;
}

const TRIPPED: EventType = 'honeytoken.tripped';
const LEAKED: EventType = 'leak.reported';

/**
 * Owns the function that answers the use of a honeytoken, and a report of a leaked key: told by the bus at once, and every minute it looks for what no event
 * has answered. An event that cannot be delivered or answered at all ends in a queue.
 */
export class Responder extends Construct {
  constructor(scope: Construct, id: string, props: ResponderProps) {
    super(scope, id);
    // Encrypted by SQS itself: EventBridge and Lambda write to it, and no key policy has to let them in.
    const unanswered = new Queue(this, 'Unanswered', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      removalPolicy: props.removal.policy,
    });
    props.watchtower.watchUndelivered(unanswered);
    const { handler } = new RuntimeFunction(this, 'Runtime', {
      ...props,
      runs: 'responder',
      description: 'Sallyport: what is done about the use of a honeytoken',
      owed: (role) => {
        props.audit.grantSearch(role);
        // For Lambda, which writes there as the function what it could not answer.
        Grant.addToPrincipal({
          grantee: role,
          actions: ['sqs:SendMessage'],
          resourceArns: [unanswered.queueArn],
        });
        if (rerolls(props)) props.keys.grantReroll(role);
        return {
          STAGE: props.stage,
          ...props.keys.grantQuarantine(role),
          ...props.audit.grantAppend(role),
          ...props.honeytokens.grantAnswer(role),
          ...props.events.grantPublish(role),
          ...props.watchtower.grantTell(role),
          ...props.frontDoor.grantBlock(role),
          FINDINGS_PRODUCT: props.settings.policy.securityHub ? this.#grantFindings(role) : '-',
        };
      },
      memoryMb: 512,
      timeout: Duration.seconds(60),
    });
    new CfnEventInvokeConfig(this, 'Async', {
      functionName: handler.functionName,
      qualifier: '$LATEST',
      maximumEventAgeInSeconds: Duration.hours(1).toSeconds(),
      maximumRetryAttempts: 2,
      destinationConfig: { onFailure: { destination: unanswered.queueArn } },
    });
    const delivery = { deadLetterQueue: unanswered, maxEventAge: Duration.hours(1), retryAttempts: 20 };
    new Rule(this, 'Tripped', {
      description: 'Sallyport: the use of a honeytoken is answered',
      eventBus: props.events.bus,
      eventPattern: { source: [EVENT_SOURCE], detailType: [TRIPPED] },
      targets: [new LambdaFunction(handler, delivery)],
    });
    if (props.hearsOfLeaks)
      new Rule(this, 'Leaked', {
        description: 'Sallyport: a key that lies in public is dealt with',
        eventBus: props.events.bus,
        eventPattern: { source: [EVENT_SOURCE], detailType: [LEAKED] },
        targets: [new LambdaFunction(handler, delivery)],
      });
    const { decoySecrets: names } = props.settings;
    new DecoySecrets(this, 'ThirdParty', { ...props, names, toldTo: handler, delivery });
    new Rule(this, 'Sweep', {
      description: 'Sallyport: what no event has answered is answered within a minute',
      schedule: Schedule.rate(Duration.minutes(1)),
      // The next one comes anyway.
      targets: [
        new LambdaFunction(handler, {
          event: RuleTargetInput.fromObject({ run: 'sweep' }),
          retryAttempts: 0,
        }),
      ],
    });
  }

  /** File findings as the account's own product, and as no other. */
  #grantFindings(grantee: IGrantable): string {
    const { account } = Stack.of(this);
    const resourceName = `${account}/default`;
    const product = Stack.of(this).formatArn({ service: 'securityhub', resource: 'product', resourceName });
    Grant.addToPrincipal({ grantee, actions: ['securityhub:BatchImportFindings'], resourceArns: [product] });
    return product;
  }
}

/** A new key is of use to nobody who cannot read it. */
const rerolls = ({ settings: { policy, leakAction }, hearsOfLeaks }: ResponderProps): boolean =>
  policy.reroll === 'enforce' || (hearsOfLeaks && leakAction === 'reroll' && policy.deliverTo !== undefined);
