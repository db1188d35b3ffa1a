import { expect, test } from '@jest/globals';
import { planEnvironment } from '../../../local/plan/plan-environment.ts';

const plan = (Variables: Record<string, string>) => planEnvironment('F', { Environment: { Variables } });

// https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
test('a template that sets what Lambda reserves is refused by name, without the value', () => {
  expect(() => plan({ AWS_REGION: 'mine', FINE: 'x' })).toThrow(
    /^F's environment sets AWS_REGION, which Lambda refuses/,
  );
  expect(() => plan({ AWS_REGION: 'mine' })).not.toThrow(/mine/);
});

// https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
test('malformed names and more than 4 KB are refused', () => {
  expect(() => plan({ '1st': 'x' })).toThrow(/malformed names 1st/);
  expect(() => plan({ BIG: 'x'.repeat(4096) })).toThrow(/larger than 4 KB/);
  expect(plan({ FINE_2: 'x' })).toEqual({ FINE_2: 'x' });
});
