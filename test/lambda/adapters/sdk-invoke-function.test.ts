import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { sdkInvokeFunction } from '../../../lambda/adapters/sdk-invoke-function.ts';

const ARN = 'arn:aws:lambda:eu-central-1:111122223333:function:keys';

/** Lambda as it answers: `Payload` are bytes with a way to read them. */
function lambda(answer: object) {
  const client = new LambdaClient({ region: 'eu-central-1' });
  const mock = mockClient(client).on(InvokeCommand).resolves(answer);
  return { mock, invoke: sdkInvokeFunction(client) };
}

test('a function is invoked with the message and gives its answer, and its log is not asked for', async () => {
  const { mock, invoke } = lambda({ Payload: Buffer.from('{"statusCode":200}') });
  expect(await invoke(ARN, '{"body":"ü"}')).toEqual({ failed: false, payload: '{"statusCode":200}' });
  const [call] = mock.commandCalls(InvokeCommand);
  expect(call?.args[0].input).toEqual({ FunctionName: ARN, Payload: Buffer.from('{"body":"ü"}') });
});

test('a function that threw has failed, and one that said nothing said nothing', async () => {
  expect(
    (await lambda({ FunctionError: 'Unhandled', Payload: Buffer.from('{}') }).invoke(ARN, '')).failed,
  ).toBe(true);
  expect(await lambda({}).invoke(ARN, '')).toEqual({ failed: false, payload: '' });
});
