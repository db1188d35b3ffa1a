import type { MessageAttributes } from '../../delivery/parcel.ts';
import type { SubscriptionPlan } from '../../plan/plan-topics.ts';

/** One published message. */
export interface Notification {
  readonly id: string;
  readonly topicArn: string;
  /** Unix milliseconds. */
  readonly at: number;
  readonly subject?: string;
  readonly attributes: MessageAttributes;
  /** What a protocol gets: one text for all, unless the message was given per protocol. */
  messageFor(protocol: string): string;
}

const unsubscribeUrl = (arn: string): string => `http://localhost/?Action=Unsubscribe&SubscriptionArn=${arn}`;

const attributeValues = (attributes: MessageAttributes): Readonly<Record<string, object>> =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      { Type: DataType, Value: StringValue ?? BinaryValue },
    ]),
  );

/** Queues and HTTP endpoints get this unless they want the raw message. Signatures cannot be checked: there is no key. */
export function envelope(notification: Notification, { arn, protocol }: SubscriptionPlan): string {
  const { subject, attributes } = notification;
  return JSON.stringify({
    Type: 'Notification',
    MessageId: notification.id,
    TopicArn: notification.topicArn,
    ...(subject === undefined ? {} : { Subject: subject }),
    Message: notification.messageFor(protocol),
    Timestamp: new Date(notification.at).toISOString(),
    SignatureVersion: '1',
    Signature: 'LOCAL',
    SigningCertURL: 'http://localhost/none.pem',
    UnsubscribeURL: unsubscribeUrl(arn),
    ...(Object.keys(attributes).length === 0 ? {} : { MessageAttributes: attributeValues(attributes) }),
  });
}

/** What a subscribed function is invoked with, https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html. */
export function lambdaEvent(notification: Notification, { arn }: SubscriptionPlan): string {
  return JSON.stringify({
    Records: [
      {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        EventSubscriptionArn: arn,
        Sns: {
          Type: 'Notification',
          MessageId: notification.id,
          TopicArn: notification.topicArn,
          Subject: notification.subject ?? null,
          Message: notification.messageFor('lambda'),
          Timestamp: new Date(notification.at).toISOString(),
          SignatureVersion: '1',
          Signature: 'LOCAL',
          SigningCertUrl: 'http://localhost/none.pem',
          UnsubscribeUrl: unsubscribeUrl(arn),
          MessageAttributes: attributeValues(notification.attributes),
        },
      },
    ],
  });
}
