import { Alarm, ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { METRICS_NAMESPACE, type MetricName } from '../../contract/metrics.ts';
import { ALARMS } from './alarms.ts';
import type { Encryption } from './encryption.ts';

export interface WatchtowerProps {
  readonly stage: string;
  readonly encryption: Encryption;
  /** @default nobody is told by mail; subscribe to the topic */
  readonly alarmEmail?: string;
}

/** Owns every alarm and the topic they publish to; the only maker of alarms. Each has an entry in `docs/operating.md`. */
export class Watchtower extends Construct {
  constructor(scope: Construct, id: string, props: WatchtowerProps) {
    super(scope, id);
    const topic = new Topic(this, 'Alarms', { masterKey: props.encryption.key, enforceSSL: true });
    topic.addToResourcePolicy(this.#alarmsMayPublish(topic));
    if (props.alarmEmail !== undefined) topic.addSubscription(new EmailSubscription(props.alarmEmail));
    for (const { name, metric, threshold, minutes, meaning } of ALARMS) {
      const alarm = new Alarm(this, name, {
        alarmDescription: `${meaning} See docs/operating.md#${name.toLowerCase()}.`,
        metric: this.#count(metric, props.stage, minutes),
        threshold,
        evaluationPeriods: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      });
      alarm.addAlarmAction(new SnsAction(topic));
    }
  }

  /** A policy of its own takes the place of the topic's default one, which would have let CloudWatch in. */
  #alarmsMayPublish(topic: Topic): PolicyStatement {
    return new PolicyStatement({
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
    });
  }

  #count(metricName: MetricName, stage: string, minutes = 5): Metric {
    const period = Duration.minutes(minutes);
    return new Metric({
      namespace: METRICS_NAMESPACE,
      metricName,
      dimensionsMap: { Stage: stage },
      statistic: Stats.SUM,
      period,
    });
  }
}
