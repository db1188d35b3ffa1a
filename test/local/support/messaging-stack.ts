import { fn, type Stack, startStack } from './start-stack.ts';

const arn = (id: string): object => ({ 'Fn::GetAtt': [id, 'Arn'] });
const allow = (Service: string, Action: string, Resource: unknown): object => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service }, Action, Resource }],
});
const queue = (extra: object = {}): object => ({ Type: 'AWS::SQS::Queue', Properties: extra });
const queuePolicy = (id: string, Service: string): object => ({
  Type: 'AWS::SQS::QueuePolicy',
  Properties: { Queues: [{ Ref: id }], PolicyDocument: allow(Service, 'sqs:SendMessage', arn(id)) },
});
const rule = (Properties: object): object => ({ Type: 'AWS::Events::Rule', Properties });
const subscription = (Properties: object): object => ({
  Type: 'AWS::SNS::Subscription',
  Properties: { TopicArn: { Ref: 'Topic' }, ...Properties },
});
const target = (Id: string, extra: object = {}): object => ({ Id, Arn: arn(Id), ...extra });

/** Prints what it is given. */
const ECHO = `exports.handler = async (event) => { process.stdout.write('GOT ' + JSON.stringify(event) + '\\n'); };`;

/** Something of everything that sends and is sent to. */
export const startMessagingStack = (): Promise<Stack> =>
  startStack({
    code: { Echo: ECHO },
    resources: {
      Echo: fn('Echo'),
      EchoMayBeInvoked: {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          Action: 'lambda:InvokeFunction',
          FunctionName: arn('Echo'),
          Principal: 'events.amazonaws.com',
        },
      },
      EchoForTopics: {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          Action: 'lambda:InvokeFunction',
          FunctionName: arn('Echo'),
          Principal: 'sns.amazonaws.com',
          SourceArn: { Ref: 'Topic' },
        },
      },
      Hidden: fn('Echo'),
      Inbox: queue(),
      InboxPolicy: queuePolicy('Inbox', 'events.amazonaws.com'),
      TopicInbox: queue(),
      TopicInboxPolicy: queuePolicy('TopicInbox', 'sns.amazonaws.com'),
      Closed: queue(),
      Dead: queue(),
      DeadPolicy: queuePolicy('Dead', 'events.amazonaws.com'),
      Retried: queue({
        VisibilityTimeout: 10,
        RedrivePolicy: { deadLetterTargetArn: arn('Dead'), maxReceiveCount: 2 },
      }),
      Group: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/app/events' } },
      Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'app' } },
      OnOrder: rule({
        EventPattern: {
          source: ['shop'],
          'detail-type': ['Order'],
          detail: { total: [{ numeric: ['>', 10] }] },
        },
        Targets: [target('Echo'), target('Inbox')],
      }),
      Shaped: rule({
        EventPattern: { source: ['shaped'] },
        Targets: [
          target('Inbox', {
            Id: 'Template',
            InputTransformer: {
              InputPathsMap: { who: '$.detail.who', first: '$.detail.list[0]' },
              InputTemplate:
                '{"rule": <aws.events.rule-name>, "text": "hello <who>", "first": <first>, "gone": "<nothing>"}',
            },
          }),
          target('Inbox', { Id: 'Path', InputPath: '$.detail' }),
          target('Inbox', { Id: 'Constant', Input: '{"constant":true}' }),
          { Id: 'Log', Arn: { 'Fn::Sub': 'arn:aws:logs:us-east-1:000000000000:log-group:/app/events' } },
        ],
      }),
      Relay: rule({
        EventPattern: { source: ['relayed'] },
        Targets: [{ Id: 'Bus', Arn: arn('Bus'), RoleArn: arn('BusRole') }],
      }),
      BusRole: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: allow('events.amazonaws.com', 'sts:AssumeRole', undefined),
          Policies: [
            {
              PolicyName: 'p',
              PolicyDocument: {
                Statement: [{ Effect: 'Allow', Action: 'events:PutEvents', Resource: arn('Bus') }],
              },
            },
          ],
        },
      },
      OnBus: rule({
        EventBusName: { Ref: 'Bus' },
        EventPattern: { source: ['relayed', 'direct'] },
        Targets: [target('Inbox')],
      }),
      Refused: rule({
        EventPattern: { source: ['refused'] },
        Targets: [
          target('Closed', { DeadLetterConfig: { Arn: arn('Dead') } }),
          {
            Id: 'None',
            Arn: 'arn:aws:lambda:us-east-1:000000000000:function:none',
            DeadLetterConfig: { Arn: arn('Dead') },
          },
        ],
      }),
      Hourly: rule({ ScheduleExpression: 'rate(1 hour)', Targets: [target('Inbox')] }),
      Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'alerts' } },
      ToFunction: subscription({ Protocol: 'lambda', Endpoint: arn('Echo') }),
      ToQueue: subscription({
        Protocol: 'sqs',
        Endpoint: arn('TopicInbox'),
        FilterPolicy: { store: ['example_corp'], price_usd: [{ numeric: ['>=', 100] }] },
      }),
      ToRawQueue: subscription({
        Protocol: 'sqs',
        Endpoint: arn('TopicInbox'),
        RawMessageDelivery: true,
        FilterPolicyScope: 'MessageBody',
        FilterPolicy: { event: { kind: [{ prefix: 'order' }] } },
      }),
      TopicDead: queue(),
      TopicDeadPolicy: queuePolicy('TopicDead', 'sns.amazonaws.com'),
      ToClosed: subscription({
        Protocol: 'sqs',
        Endpoint: arn('Closed'),
        FilterPolicy: { fate: ['doomed'] },
        RedrivePolicy: { deadLetterTargetArn: arn('TopicDead') },
      }),
      ToMail: subscription({ Protocol: 'email', Endpoint: 'someone@example.com' }),
      Lonely: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'lonely' } },
      Nightly: {
        Type: 'AWS::Scheduler::Schedule',
        Properties: {
          Name: 'nightly',
          ScheduleExpression: 'cron(0 3 * * ? *)',
          FlexibleTimeWindow: { Mode: 'OFF' },
          Target: {
            Arn: arn('Inbox'),
            RoleArn: arn('SchedulerRole'),
            Input: '{"at":"<aws.scheduler.scheduled-time>"}',
          },
        },
      },
      SchedulerRole: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: allow('scheduler.amazonaws.com', 'sts:AssumeRole', undefined),
          Policies: [
            {
              PolicyName: 'p',
              PolicyDocument: {
                Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: arn('Inbox') }],
              },
            },
          ],
        },
      },
    },
    outputs: {
      Inbox: { Value: { Ref: 'Inbox' } },
      TopicInbox: { Value: { Ref: 'TopicInbox' } },
      Dead: { Value: { Ref: 'Dead' } },
      TopicDead: { Value: { Ref: 'TopicDead' } },
      Retried: { Value: { Ref: 'Retried' } },
      Topic: { Value: { Ref: 'Topic' } },
      Lonely: { Value: { Ref: 'Lonely' } },
      EchoArn: { Value: arn('Echo') },
      OnOrder: { Value: { Ref: 'OnOrder' } },
    },
  });
