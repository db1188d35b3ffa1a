import { EventBus as Bus } from 'aws-cdk-lib/aws-events';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/** Owns the bus of domain events (`contract/events.ts`), to which the responder, notifications and users' own rules subscribe. */
export class EventBus extends Construct {
  readonly bus: Bus;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.bus = new Bus(this, 'Bus', { description: 'Sallyport: domain events' });
  }

  /** Put events on the bus. Whoever may publish can neither read nor subscribe. */
  grantPublish(grantee: IGrantable): { readonly EVENT_BUS: string } {
    Grant.addToPrincipal({ grantee, actions: ['events:PutEvents'], resourceArns: [this.bus.eventBusArn] });
    return { EVENT_BUS: this.bus.eventBusName };
  }
}
