import { LambdaIntegration } from 'aws-cdk-lib/aws-apigateway';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { LeakIntakeSettings } from '../../contract/settings.ts';
import type { EventBus } from './event-bus.ts';
import type { KeyRegistry } from './key-registry.ts';
import { RuntimeFunction, type RuntimeSurroundings } from './runtime-function.ts';

export interface LeakIntakeProps extends RuntimeSurroundings {
  readonly stage: string;
  readonly keys: KeyRegistry;
  readonly events: EventBus;
  readonly settings: LeakIntakeSettings;
}

/**
 * Owns the function that GitHub reports leaked keys to. Strangers reach it, so it can look a key up by its hash and put an event on
 * the bus, and nothing else: what is done about a key is the responder's.
 */
export class LeakIntake extends Construct {
  readonly integration: LambdaIntegration;

  constructor(scope: Construct, id: string, props: LeakIntakeProps) {
    super(scope, id);
    const timeout = Duration.seconds(25); // GitHub waits for 30
    const { handler } = new RuntimeFunction(this, 'Runtime', {
      ...props,
      runs: 'leak-intake',
      description: 'Sallyport: keys that GitHub found in public',
      owed: (role) => ({
        STAGE: props.stage,
        ...props.keys.grantLookUp(role),
        ...props.events.grantPublish(role),
      }),
      memoryMb: 512,
      timeout,
    });
    this.integration = new LambdaIntegration(handler, { allowTestInvoke: false, timeout });
  }
}
