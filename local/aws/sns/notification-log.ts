import type { AppendLog } from '../../state/append-log.ts';
import type { ShowNotification } from './publisher.ts';

/** Keeps every delivery as one JSON object per line, and tells of each in one line that holds no message. */
export const notificationLog =
  (log: AppendLog, onNotice: (line: string) => void): ShowNotification =>
  (notification, subscription) => {
    const { id, topicArn, at, subject, attributes } = notification;
    const protocol = subscription?.protocol;
    log.line(
      JSON.stringify({
        at: new Date(at).toISOString(),
        topicArn,
        messageId: id,
        protocol: protocol ?? null,
        endpoint: subscription?.endpoint ?? null,
        ...(subject === undefined ? {} : { subject }),
        message: notification.messageFor(protocol ?? 'default'),
        attributes,
      }),
    );
    const to =
      subscription === undefined ? 'nobody is subscribed' : `to ${protocol} ${subscription.endpoint}`;
    const about = subject === undefined ? '' : ` "${subject}"`;
    onNotice(`Notification${about} of ${topicArn.split(':').at(-1)}: ${to}`);
  };
