import type { DeliveryFault } from './delivery-fault.ts';
import type { Pending } from './dispatch.ts';
import type { MessageAttributes } from './parcel.ts';

/** Why a rule's dead letter is one, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html. */
export function deadLetterAttributes(
  { ruleArn, targetArn, retries }: Pending,
  fault: DeliveryFault,
  spent: string | undefined,
): MessageAttributes {
  if (ruleArn === undefined) return {};
  const text = (StringValue: string) => ({ DataType: 'String', StringValue });
  return {
    RULE_ARN: text(ruleArn),
    TARGET_ARN: text(targetArn),
    ERROR_CODE: text(fault.code),
    ERROR_MESSAGE: text(fault.message),
    RETRY_ATTEMPTS: text(String(retries)),
    ...(spent === undefined ? {} : { EXHAUSTED_RETRY_CONDITION: text(spent) }),
  };
}
