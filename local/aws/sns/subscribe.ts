import { isObject, type Json, type JsonObject } from '../../assembly/template.ts';
import { compilePattern } from '../../pattern/compile-pattern.ts';
import { PatternError } from '../../pattern/pattern-error.ts';
import { AwsError } from '../aws-error.ts';
import type { Operation } from '../operation.ts';
import { optionalString } from '../read-input.ts';
import type { Topics } from './topics.ts';

const PROTOCOLS = ['http', 'https', 'email', 'email-json', 'sms', 'sqs', 'application', 'lambda', 'firehose'];

const invalid = (reason: string): AwsError =>
  new AwsError('InvalidParameter', `Invalid parameter: ${reason}`);

/** Confirmed at once: nobody is there to click (https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html). */
export const subscribe = (topics: Topics): Operation => ({
  action: 'sns:Subscribe',
  resources: (input) => [topics.arnOf(input)],
  run: async (input) => {
    const topic = topics.find(input);
    const protocol = optionalString(input, 'Protocol') ?? '';
    const endpoint = optionalString(input, 'Endpoint') ?? '';
    if (!PROTOCOLS.includes(protocol)) throw invalid('Protocol');
    if (endpoint === '') throw invalid('Endpoint');
    const given = isObject(input['Attributes']) ? input['Attributes'] : {};
    const filterPolicy = given['FilterPolicy'] === undefined ? undefined : policy(given['FilterPolicy']);
    const redrive =
      given['RedrivePolicy'] === undefined ? {} : document(given['RedrivePolicy'], 'RedrivePolicy');
    const deadLetterArn = redrive['deadLetterTargetArn'];
    const added = await topics.subscribe({
      topicArn: topic.arn,
      protocol,
      endpoint,
      ...(filterPolicy === undefined ? {} : { filterPolicy }),
      filterPolicyScope: given['FilterPolicyScope'] === 'MessageBody' ? 'MessageBody' : 'MessageAttributes',
      rawMessageDelivery: given['RawMessageDelivery'] === 'true',
      ...(typeof deadLetterArn === 'string' ? { deadLetterArn } : {}),
    });
    return { SubscriptionArn: added.arn };
  },
});

function policy(text: Json): JsonObject {
  const found = document(text, 'FilterPolicy');
  try {
    compilePattern(found);
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    throw invalid(`FilterPolicy: ${error.message}`);
  }
  return found;
}

function document(text: Json, name: string): JsonObject {
  let parsed: unknown;
  try {
    parsed = JSON.parse(String(text));
  } catch {
    parsed = undefined;
  }
  if (!isObject(parsed)) throw invalid(`${name}: failed to parse JSON`);
  return parsed;
}
