import { AttributeType, type Table } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { DETECTION } from '../../contract/detection.ts';
import type { DetectSettings } from '../../contract/settings.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { EventBus } from './event-bus.ts';
import type { KeyRegistry } from './key-registry.ts';
import { ProtectedTable } from './protected-table.ts';
import { RuntimeFunction, type RuntimeSurroundings } from './runtime-function.ts';

export interface DetectionProps extends RuntimeSurroundings {
  readonly stage: string;
  readonly keys: KeyRegistry;
  readonly audit: AuditTrail;
  readonly events: EventBus;
  readonly settings: DetectSettings;
}

/**
 * Owns the function that looks at each key's calls off the hot path, every five minutes, and the table of what it knows: its
 * cursor, a profile for each key, and what was found.
 */
export class Detection extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, props: DetectionProps) {
    super(scope, id);
    const text = (name: string) => ({ name, type: AttributeType.STRING });
    const keys = { partitionKey: text(DETECTION.partitionKey), sortKey: text(DETECTION.sortKey) };
    const { expiresAt } = DETECTION;
    this.table = new ProtectedTable(this, 'Knowledge', { ...props, ...keys, expiresAt }).table;
    const { handler } = new RuntimeFunction(this, 'Runtime', {
      ...props,
      runs: 'detect',
      description: 'Sallyport: looks for what is odd in the calls of each key',
      owed: (role) => {
        props.audit.grantSearch(role);
        return {
          STAGE: props.stage,
          ...props.keys.grantQuarantine(role),
          ...props.audit.grantAppend(role),
          ...props.events.grantPublish(role),
          ...this.#grantLearn(role),
        };
      },
      memoryMb: 1024,
      timeout: Duration.minutes(5),
    });
    new Rule(this, 'Look', {
      description: 'Sallyport: looks at the calls since the last time',
      schedule: Schedule.rate(Duration.minutes(5)),
      targets: [new LambdaFunction(handler, { retryAttempts: 0 })], // the next one is minutes away
    });
  }

  /** Remember, and write findings down. Nothing is ever deleted but by its age. */
  #grantLearn(grantee: IGrantable): { readonly DETECTION_TABLE: string } {
    const actions = ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'];
    Grant.addToPrincipal({ grantee, actions, resourceArns: [this.table.tableArn] });
    return { DETECTION_TABLE: this.table.tableName };
  }
}
