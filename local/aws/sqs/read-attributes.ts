import { isObject } from '../../assembly/template.ts';
import type { MessageAttributes } from '../../delivery/parcel.ts';
import { AwsError } from '../aws-error.ts';

/** `MessageAttributes` of SQS and SNS: name → type and value. `wrong` is the service's error type. */
export function readAttributes(value: unknown, wrong: string): MessageAttributes {
  if (value === undefined || value === null) return {};
  if (!isObject(value)) throw new AwsError(wrong, 'MessageAttributes must be an object');
  return Object.fromEntries(
    Object.entries(value).map(([name, attribute]) => {
      const { DataType, StringValue, BinaryValue } = isObject(attribute) ? attribute : {};
      const binary = typeof DataType === 'string' && DataType.startsWith('Binary');
      const content = binary ? BinaryValue : StringValue;
      if (typeof DataType !== 'string' || !/^(String|Number|Binary)(\.|$)/.test(DataType))
        throw new AwsError(wrong, `The message attribute '${name}' has an invalid message attribute type`);
      if (typeof content !== 'string' || content === '')
        throw new AwsError(wrong, `The message attribute '${name}' must contain a non-empty value`);
      return [name, { DataType, ...(binary ? { BinaryValue: content } : { StringValue: content }) }];
    }),
  );
}
