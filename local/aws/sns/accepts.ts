import type { MessageAttributes } from '../../delivery/parcel.ts';
import { compilePattern } from '../../pattern/compile-pattern.ts';
import type { SubscriptionPlan } from '../../plan/plan-topics.ts';
import type { Notification } from './notification.ts';

/** Whether a subscription's filter lets a message through (https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html). */
export function accepts(subscription: SubscriptionPlan, notification: Notification): boolean {
  const { filterPolicy, filterPolicyScope, protocol } = subscription;
  if (filterPolicy === undefined) return true;
  const matches = compilePattern(filterPolicy);
  if (filterPolicyScope === 'MessageAttributes') return matches(attributeDocument(notification.attributes));
  const body = parse(notification.messageFor(protocol));
  return typeof body === 'object' && body !== null && matches(body);
}

/** Attributes as a document: lists as lists, numbers as numbers; binary ones cannot be matched. */
function attributeDocument(attributes: MessageAttributes): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, { DataType, StringValue }]) => {
      if (StringValue === undefined) return [];
      if (DataType === 'String.Array') return [[name, parse(StringValue)]];
      return [[name, DataType.startsWith('Number') ? Number(StringValue) : StringValue]];
    }),
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
