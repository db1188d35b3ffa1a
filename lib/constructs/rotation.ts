import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Grant, type IGrantable, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function as Handler } from 'aws-cdk-lib/aws-lambda';
import { CfnRotationSchedule } from 'aws-cdk-lib/aws-secretsmanager';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { RotationOutput } from '../../contract/outputs.ts';
import type { SweepRun } from '../../contract/rotation-run.ts';
import type { RotationSettings } from '../../contract/settings.ts';
import type { EventBus } from './event-bus.ts';
import { RuntimeFunction, type RuntimeSurroundings } from './runtime-function.ts';
import type { UpstreamVault } from './upstream-vault.ts';

export interface RotationProps extends RuntimeSurroundings {
  readonly stage: string;
  readonly vault: UpstreamVault;
  readonly events: EventBus;
  /** @default Secrets Manager begins no rotation: an operator makes the keys */
  readonly schedule: RotationOutput['schedule'];
  readonly windowHours: number;
  readonly settings: RotationSettings;
}

const SWEEP: SweepRun = { run: 'sweep' };
/** How often what was replaced is looked after; a key's proof of death takes ten minutes. */
const SWEEP_EVERY = Duration.minutes(5);

/** Owns the rotation of one upstream's key: one function and one role, which may touch this upstream's secret and no other. */
export class Rotation extends Construct {
  readonly handler: Handler;

  constructor(scope: Construct, id: string, props: RotationProps) {
    super(scope, id);
    const { upstream } = props.settings;
    this.handler = new RuntimeFunction(this, 'Runtime', {
      ...props,
      runs: 'rotation',
      description: `Sallyport: the next key of ${upstream.name}, and the end of the one before`,
      owed: (role) => {
        this.#allowWebhook(role, props.settings);
        return {
          STAGE: props.stage,
          ...props.vault.grantRotate(role, upstream.name),
          ...props.events.grantPublish(role),
        };
      },
      memoryMb: 256,
      // Lambda's longest: a provider may take minutes to accept what it has made.
      timeout: Duration.minutes(15),
    }).handler;
    new Rule(this, 'Sweep', {
      description: `Sallyport: retires and proves dead what was replaced of ${upstream.name}`,
      schedule: Schedule.rate(SWEEP_EVERY),
      targets: [
        new LambdaFunction(this.handler, {
          event: RuleTargetInput.fromObject(SWEEP),
          retryAttempts: 0, // the next one is minutes away
        }),
      ],
    });
    if (props.schedule !== undefined) this.#schedule(props, props.schedule);
  }

  /** https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html */
  #schedule({ vault, settings, windowHours }: RotationProps, when: NonNullable<RotationProps['schedule']>) {
    const secretArn = vault.secretArn(settings.upstream.name);
    this.handler.addPermission('SecretsManager', {
      principal: new ServicePrincipal('secretsmanager.amazonaws.com'),
      sourceAccount: Stack.of(this).account,
      sourceArn: secretArn,
    });
    const schedule = new CfnRotationSchedule(this, 'Schedule', {
      secretId: secretArn,
      rotationLambdaArn: this.handler.functionArn,
      // A deployment makes no key, and succeeds before there is one.
      rotateImmediatelyOnUpdate: false,
      rotationRules: {
        duration: `${windowHours}h`,
        ...('cron' in when
          ? { scheduleExpression: `cron(${when.cron})` }
          : { automaticallyAfterDays: when.everyDays }),
      },
    });
    schedule.node.addDependency(this.handler);
  }

  /** The user's own function, and no other. */
  #allowWebhook(grantee: IGrantable, { driver }: RotationSettings): void {
    if (driver.driver !== 'webhook' || !('functionArn' in driver.target)) return;
    const resourceArns = [driver.target.functionArn];
    Grant.addToPrincipal({ grantee, actions: ['lambda:InvokeFunction'], resourceArns });
  }
}
