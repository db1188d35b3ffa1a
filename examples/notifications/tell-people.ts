import {
  ApiDestination,
  type Authorization,
  Connection,
  type HttpParameter,
  type IEventBus,
  Rule,
  RuleTargetInput,
} from 'aws-cdk-lib/aws-events';
import { ApiDestination as ApiDestinationTarget } from 'aws-cdk-lib/aws-events-targets';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

export interface TellPeopleProps {
  readonly bus: IEventBus;
  /** Detail types of `contract/events.ts`. */
  readonly about: readonly string[];
  /** Where it is posted. Nothing in it may be secret: it stands in the template. */
  readonly url: string;
  /** From Secrets Manager; the template holds its name only. */
  readonly authorization: Authorization;
  /** What the receiver wants in the body besides, secrets included. @default nothing */
  readonly bodyParameters?: Readonly<Record<string, HttpParameter>>;
  /** What is posted; `EventField.fromPath` takes it from the event. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** Posts domain events to whoever is on call. What cannot be delivered within an hour ends in a queue. */
export class TellPeople extends Construct {
  constructor(scope: Construct, id: string, props: TellPeopleProps) {
    super(scope, id);
    const { authorization, bodyParameters } = props;
    const connection = new Connection(this, 'Connection', {
      authorization,
      bodyParameters: bodyParameters && { ...bodyParameters },
    });
    const destination = new ApiDestination(this, 'Destination', {
      connection,
      endpoint: props.url,
      rateLimitPerSecond: 5,
    });
    const untold = new Queue(this, 'Untold', { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true });
    new Rule(this, 'Rule', {
      eventBus: props.bus,
      eventPattern: { source: ['sallyport'], detailType: [...props.about] },
      targets: [
        new ApiDestinationTarget(destination, {
          event: RuleTargetInput.fromObject(props.body),
          maxEventAge: Duration.hours(1),
          deadLetterQueue: untold,
        }),
      ],
    });
  }
}
