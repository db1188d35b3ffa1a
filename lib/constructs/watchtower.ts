import {
  Alarm,
  AlarmRule,
  AlarmState,
  CfnCompositeAlarm,
  ComparisonOperator,
  type IAlarm,
  type IMetric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Grant, type IGrantable, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { countOf, failuresWithoutSuccess, requestsUnsealed, waitingIn } from './alarm-metrics.ts';
import { ALARMS } from './alarms.ts';
import { COMPOSITE_ALARMS, type CompositeAlarmRow } from './composite-alarms.ts';
import type { Encryption } from './encryption.ts';
import { NO_SUCCESS } from './no-success.ts';
import { SEAL_LATE } from './seal-late.ts';
import { TRIP_UNDELIVERED } from './trip-undelivered.ts';

export interface WatchtowerProps {
  readonly stage: string;
  readonly encryption: Encryption;
  /** What API Gateway's metrics call the gateway. */
  readonly apiName: string;
  /** @default nobody is told by mail; subscribe to the topic */
  readonly alarmEmail?: string;
}

/** Alarms that only a composite alarm tells of. */
const TOLD_TOGETHER: ReadonlySet<string> = new Set(COMPOSITE_ALARMS.flatMap(({ anyOf }) => anyOf));

/** Owns every alarm and the topic they publish to; the only maker of alarms. Each has an entry in `docs/operating.md`. */
export class Watchtower extends Construct {
  readonly #topic: Topic;
  readonly #encryption: Encryption;
  readonly #alarms = new Map<string, IAlarm>();
  readonly #composites: IAlarm[] = [];

  constructor(scope: Construct, id: string, props: WatchtowerProps) {
    super(scope, id);
    this.#topic = new Topic(this, 'Alarms', { masterKey: props.encryption.key, enforceSSL: true });
    this.#encryption = props.encryption;
    this.#topic.addToResourcePolicy(this.#alarmsMayPublish());
    if (props.alarmEmail !== undefined) this.#topic.addSubscription(new EmailSubscription(props.alarmEmail));
    for (const row of ALARMS) this.#alarm({ ...row, metric: countOf(row.metric, props.stage, row.minutes) });
    this.#alarm({ ...NO_SUCCESS, metric: failuresWithoutSuccess(props) });
    this.#alarm({ ...SEAL_LATE, metric: requestsUnsealed(props) });
    for (const row of COMPOSITE_ALARMS) this.#composite(row);
  }

  /** Publish to whoever is told of alarms. */
  grantTell(grantee: IGrantable): { readonly ALARM_TOPIC: string } {
    const { topicArn } = this.#topic;
    Grant.addToPrincipal({ grantee, actions: ['sns:Publish'], resourceArns: [topicArn] });
    this.#encryption.grantWriteThrough(grantee, 'sns');
    return { ALARM_TOPIC: topicArn };
  }

  /** Watches the queue of what the responder could not be told. */
  watchUndelivered(queue: IQueue): void {
    this.#alarm({ ...TRIP_UNDELIVERED, metric: waitingIn(queue.queueName) });
  }

  /** Every alarm: what pages for others first. */
  get all(): readonly IAlarm[] {
    return [...this.#composites, ...this.#alarms.values()];
  }

  #alarm(row: {
    readonly name: string;
    readonly meaning: string;
    readonly metric: IMetric;
    readonly threshold: number;
    readonly periods?: number;
    readonly of?: number;
  }): void {
    const alarm = new Alarm(this, row.name, {
      alarmDescription: described(row),
      metric: row.metric,
      threshold: row.threshold,
      evaluationPeriods: row.periods ?? 1,
      datapointsToAlarm: row.of,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    this.#alarms.set(row.name, alarm);
    if (!TOLD_TOGETHER.has(row.name)) alarm.addAlarmAction(new SnsAction(this.#topic));
  }

  /** The construct of CDK would give it a physical name. */
  #composite(row: CompositeAlarmRow): void {
    const any = AlarmRule.anyOf(...row.anyOf.map((name) => this.#inAlarm(name)));
    const unless = (row.unless ?? []).map((name) => AlarmRule.not(this.#inAlarm(name)));
    const { attrArn } = new CfnCompositeAlarm(this, row.name, {
      alarmDescription: described(row),
      alarmRule: AlarmRule.allOf(any, ...unless).renderAlarmRule(),
      alarmActions: [this.#topic.topicArn],
    });
    this.#composites.push(Alarm.fromAlarmArn(this, `${row.name}Shown`, attrArn));
  }

  #inAlarm(name: string) {
    const alarm = this.#alarms.get(name);
    if (alarm === undefined) throw new Error(`there is no alarm ${name}`);
    return AlarmRule.fromAlarm(alarm, AlarmState.ALARM);
  }

  /** A policy of its own takes the place of the topic's default one, which would have let CloudWatch in. */
  #alarmsMayPublish(): PolicyStatement {
    return new PolicyStatement({
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [this.#topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
    });
  }
}

const described = ({ name, meaning }: { readonly name: string; readonly meaning: string }): string =>
  `${meaning} See docs/operating.md#${name.toLowerCase()}.`;
