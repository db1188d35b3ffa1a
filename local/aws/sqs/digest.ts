import { createHash } from 'node:crypto';
import type { MessageAttributes } from '../../delivery/parcel.ts';

/** Clients check the text they sent or received against this. */
export const md5 = (text: string | Buffer): string => createHash('md5').update(text).digest('hex');

const sized = (bytes: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
};

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-attributes-md5-message-digest-calculation */
export function md5OfAttributes(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  return md5(
    Buffer.concat(
      names.flatMap((name) => {
        const { DataType = '', StringValue, BinaryValue = '' } = attributes[name] ?? {};
        const value =
          StringValue === undefined
            ? [Buffer.from([2]), sized(Buffer.from(BinaryValue, 'base64'))]
            : [Buffer.from([1]), sized(Buffer.from(StringValue))];
        return [sized(Buffer.from(name)), sized(Buffer.from(DataType)), ...value];
      }),
    ),
  );
}
