import { isObject } from '../../assembly/template.ts';
import { compilePattern } from '../../pattern/compile-pattern.ts';
import { AwsError } from '../aws-error.ts';
import type { Operation } from '../operation.ts';
import { optionalString } from '../read-input.ts';
import { readPattern } from './put-rule.ts';

const REQUIRED = ['id', 'account', 'source', 'time', 'region', 'resources', 'detail-type'];

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TestEventPattern.html */
export const testEventPattern = (): Operation => ({
  action: 'events:TestEventPattern',
  resources: () => ['*'],
  run: (input) => {
    const matches = compilePattern(readPattern(optionalString(input, 'EventPattern') ?? ''));
    let event: unknown;
    try {
      event = JSON.parse(optionalString(input, 'Event') ?? '');
    } catch {
      event = undefined;
    }
    if (!isObject(event) || REQUIRED.some((name) => !(name in event)))
      throw new AwsError('ValidationException', 'Parameter Event is not valid.');
    return { Result: matches(event) };
  },
});
