import { randomUUID } from 'node:crypto';
import { isObject } from '../../assembly/template.ts';
import { AwsError } from '../aws-error.ts';
import type { Input } from '../operation.ts';
import { optionalString } from '../read-input.ts';
import { readAttributes } from '../sqs/read-attributes.ts';
import type { Notification } from './notification.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export const MESSAGE_BYTES_MAX = 262_144;
const SUBJECT_CHARACTERS_MAX = 100;

const invalid = (reason: string): AwsError =>
  new AwsError('InvalidParameter', `Invalid parameter: ${reason}`);

/** The message of `Publish` or of one entry of `PublishBatch`. */
export function readNotification(input: Input, topicArn: string, at: number): Notification {
  const message = optionalString(input, 'Message') ?? '';
  const subject = optionalString(input, 'Subject');
  if (message === '') throw invalid('Empty message');
  if (subject !== undefined && !isSubject(subject)) throw invalid('Subject');
  const attributes = readAttributes(input['MessageAttributes'], 'InvalidParameterValue');
  if (Buffer.byteLength(message) + Buffer.byteLength(JSON.stringify(attributes)) > MESSAGE_BYTES_MAX)
    throw invalid('Message too long');
  return {
    id: randomUUID(),
    topicArn,
    at,
    ...(subject === undefined ? {} : { subject }),
    attributes,
    messageFor: messages(message, optionalString(input, 'MessageStructure')),
  };
}

/** ASCII, one line, not longer than 100, and it starts with a letter, a digit or punctuation. */
const isSubject = (text: string): boolean =>
  text.length <= SUBJECT_CHARACTERS_MAX && /^[\x21-\x7e][\x20-\x7e]*$/.test(text);

/** With the structure `json`, each protocol has a text of its own, or the default one. */
function messages(message: string, structure: string | undefined): (protocol: string) => string {
  if (structure === undefined) return () => message;
  if (structure !== 'json') throw invalid('MessageStructure');
  let texts: unknown;
  try {
    texts = JSON.parse(message);
  } catch {
    texts = undefined;
  }
  if (!isObject(texts)) throw invalid('Message Structure - JSON message body failed to parse');
  const { default: otherwise } = texts;
  if (typeof otherwise !== 'string')
    throw invalid('Message Structure - No default entry in JSON message body');
  return (protocol) => {
    const own = texts[protocol];
    return typeof own === 'string' ? own : otherwise;
  };
}
