import type { Identity, Shapes, Subject } from './identity.ts';
import { generatedName, uuid } from './physical-name.ts';
import { arn } from './place.ts';

function alarm(s: Subject): Identity {
  const ref = s.property('AlarmName') ?? generatedName(s, 255);
  return { ref, attributes: { Arn: arn(s.place, 'cloudwatch', `alarm:${ref}`) } };
}

/** Topics, queues, buses, schedules, logs and alarms, as in "Return values" of each resource's page, https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/. */
export const MESSAGING_SHAPES: Shapes = {
  'AWS::Logs::LogGroup': (s) => {
    const ref = s.property('LogGroupName') ?? generatedName(s, 512);
    return { ref, attributes: { Arn: arn(s.place, 'logs', `log-group:${ref}:*`) } };
  },
  'AWS::SNS::Topic': (s) => {
    const TopicName = s.property('TopicName') ?? generatedName(s, 256);
    const ref = arn(s.place, 'sns', TopicName);
    return { ref, attributes: { TopicName, TopicArn: ref } };
  },
  'AWS::SNS::Subscription': (s) => ({
    ref: `${s.property('TopicArn') ?? arn(s.place, 'sns', 'unknown')}:${uuid(s)}`,
    attributes: {},
  }),
  'AWS::SQS::Queue': (s) => {
    const QueueName = s.property('QueueName') ?? generatedName(s, 80);
    const { region, accountId } = s.place;
    const ref = `https://sqs.${region}.amazonaws.com/${accountId}/${QueueName}`;
    return { ref, attributes: { QueueName, QueueUrl: ref, Arn: arn(s.place, 'sqs', QueueName) } };
  },
  'AWS::Events::EventBus': (s) => {
    const ref = s.property('Name') ?? generatedName(s, 256);
    return { ref, attributes: { Name: ref, Arn: arn(s.place, 'events', `event-bus/${ref}`) } };
  },
  'AWS::Events::Rule': (s) => {
    const name = s.property('Name') ?? generatedName(s, 64);
    const bus = s.property('EventBusName')?.split('/').at(-1) ?? 'default';
    const path = bus === 'default' ? name : `${bus}/${name}`;
    return {
      ref: bus === 'default' ? name : `${bus}|${name}`,
      attributes: { Arn: arn(s.place, 'events', `rule/${path}`) },
    };
  },
  'AWS::Scheduler::Schedule': (s) => {
    const ref = s.property('Name') ?? generatedName(s, 64);
    const group = s.property('GroupName') ?? 'default';
    return { ref, attributes: { Arn: arn(s.place, 'scheduler', `schedule/${group}/${ref}`) } };
  },
  'AWS::CloudWatch::Alarm': alarm,
  'AWS::CloudWatch::CompositeAlarm': alarm,
};
