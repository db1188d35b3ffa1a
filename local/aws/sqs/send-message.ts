import { AwsError } from '../aws-error.ts';
import type { Operation } from '../operation.ts';
import { optionalCount, optionalString } from '../read-input.ts';
import { md5, md5OfAttributes } from './digest.ts';
import type { Queues } from './queues.ts';
import { readAttributes } from './read-attributes.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
export const sendMessage = (queues: Queues): Operation => ({
  action: 'sqs:SendMessage',
  resources: (input) => [queues.arnOf(input)],
  run: async (input, caller) => {
    const queue = queues.find(input);
    const body = optionalString(input, 'MessageBody') ?? '';
    if (body === '')
      throw new AwsError(
        'com.amazonaws.sqs#MissingParameter',
        'The request must contain the parameter MessageBody.',
      );
    const attributes = readAttributes(input['MessageAttributes'], 'com.amazonaws.sqs#InvalidParameterValue');
    const bytes = Buffer.byteLength(body) + Buffer.byteLength(JSON.stringify(attributes));
    if (bytes > queue.messageBytesMax)
      throw new AwsError(
        'com.amazonaws.sqs#InvalidParameterValue',
        `One or more parameters are invalid. Reason: Message must be shorter than ${queue.messageBytesMax} bytes.`,
      );
    const delay = optionalCount(input, 'DelaySeconds', 0, 900);
    const sent = await queues.send(queue, {
      body,
      attributes,
      senderId: caller.kind === 'function' ? `AROALOCAL:${caller.name}` : 'AIDALOCALOPERATOR',
      ...(delay === undefined ? {} : { delayMs: delay * 1000 }),
    });
    return {
      MessageId: sent.id,
      MD5OfMessageBody: md5(body),
      MD5OfMessageAttributes: md5OfAttributes(attributes),
    };
  },
});
