import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { callAws } from '../../support/call-aws.ts';
import { fn, type Stack, startStack } from '../../support/start-stack.ts';

const code = `
  exports.handler = async (event) => {
    console.log('had ' + JSON.stringify(event));
    await fetch(process.env.GATE_URL + '/' + process.env.GATE);
    if (event.fail) throw new Error('no');
    return { done: event.n };
  };`;

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({
    resources: {
      Worker: fn('Worker', { DeadLetterConfig: { TargetArn: 'arn:aws:nowhere:us-east-1:000000000000:x' } }),
      Witness: fn('Witness'),
      Config: {
        Type: 'AWS::Lambda::EventInvokeConfig',
        Properties: {
          FunctionName: { Ref: 'Worker' },
          Qualifier: '$LATEST',
          MaximumRetryAttempts: 1,
          DestinationConfig: {
            OnSuccess: { Destination: { 'Fn::GetAtt': ['Witness', 'Arn'] } },
            OnFailure: { Destination: { 'Fn::GetAtt': ['Witness', 'Arn'] } },
          },
        },
      },
    },
    code: {
      Worker: code.replace('process.env.GATE)', '"worker")'),
      Witness: code.replace('process.env.GATE)', '"witness-" + event.requestContext.condition)'),
    },
    outputs: { Worker: { Value: { Ref: 'Worker' } } },
  });
});
afterAll(() => stack.close());

const submit = (event: object) =>
  callAws(stack.run, 'lambda', `/2015-03-31/functions/${stack.run.outputs['Worker']}/invocations`, {
    headers: { 'x-amz-invocation-type': 'Event' },
    body: JSON.stringify(event),
  });

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html
test('an asynchronous event is accepted before the function has it, and its result reaches a function', async () => {
  const answer = await submit({ n: 1 });
  expect([answer.status, answer.text]).toEqual([202, '']);
  (await stack.gate.reached('worker'))();
  (await stack.gate.reached('witness-Success'))();
});

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-configuring.html
test('the template’s number of retries holds, and the failure reaches its destination', async () => {
  await submit({ fail: true });
  (await stack.gate.reached('worker'))();
  // Waits for the first attempt to end before it moves.
  void stack.clock.advance(60_000);
  (await stack.gate.reached('worker'))();
  (await stack.gate.reached('witness-RetriesExhausted'))();
});
