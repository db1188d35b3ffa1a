import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { AuditArchive } from './audit-archive.ts';
import type { AuditTrail } from './audit-trail.ts';
import { RuntimeFunction, type RuntimeSurroundings } from './runtime-function.ts';

export interface AuditSealProps extends RuntimeSurroundings {
  readonly stage: string;
  readonly audit: AuditTrail;
  readonly archive: AuditArchive;
  readonly lagSeconds: number;
}

/** Owns the function that seals the audit trail every five minutes, off the path of any request. */
export class AuditSeal extends Construct {
  readonly handler: IFunction;

  constructor(scope: Construct, id: string, props: AuditSealProps) {
    super(scope, id);
    const { handler } = new RuntimeFunction(this, 'Runtime', {
      ...props,
      runs: 'audit-seal',
      description: 'Sallyport: chains, signs and archives what the audit table holds',
      owed: (role) => ({
        STAGE: props.stage,
        SEAL_LAG_SECONDS: String(props.lagSeconds),
        ...props.audit.grantSeal(role),
        ...props.archive.grantSeal(role),
      }),
      settings: {},
      memoryMb: 1_769, // the least that comes with a whole processor
      timeout: Duration.minutes(15),
    });
    this.handler = handler;
    if (handler.role !== undefined) props.archive.closeToAllBut(handler.role);
    new Rule(this, 'Schedule', {
      description: 'Sallyport: seals the audit trail',
      schedule: Schedule.rate(Duration.minutes(5)),
      // The next run does all that one has left.
      targets: [new LambdaFunction(handler, { retryAttempts: 0 })],
    });
  }
}
