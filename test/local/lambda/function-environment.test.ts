import { afterEach, expect, test } from '@jest/globals';
import { type LoneFunction, loneFunction } from '../support/lone-function.ts';

let lone: LoneFunction;
afterEach(() => lone.close());

const environment = 'exports.handler = async () => process.env';

// https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
test('what Lambda reserves wins over a function’s variables, what it only presets does not', async () => {
  lone = loneFunction(environment, {
    environment: { AWS_REGION: 'mine', AWS_LAMBDA_FUNCTION_NAME: 'mine', TZ: 'Asia/Tokyo', LANG: 'C' },
  });
  expect(await lone.call()).toMatchObject({
    AWS_REGION: 'us-east-1',
    AWS_LAMBDA_FUNCTION_NAME: 'f',
    TZ: 'Asia/Tokyo',
    LANG: 'C',
  });
});

// https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html
test('a function that logs JSON is told so, and its lines are documents', async () => {
  lone = loneFunction(
    'exports.handler = async () => { console.warn("careful"); console.info("no"); return process.env; }',
    {
      logFormat: 'JSON',
      logLevel: 'WARN',
    },
  );
  expect(await lone.callToTheEnd()).toMatchObject({
    AWS_LAMBDA_LOG_FORMAT: 'JSON',
    AWS_LAMBDA_LOG_LEVEL: 'WARN',
  });
  const printed = lone.lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
  expect(printed).toMatchObject([{ level: 'WARN', message: 'careful' }]);
});
