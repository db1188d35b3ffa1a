import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { accessLine } from '../support/access-lines.ts';
import { modelled, restTemplate } from '../support/rest-template.ts';
import { type Sent, send } from '../support/send.ts';
import { type SmallRun, startSmall } from '../support/small-run.ts';

let small: SmallRun;
beforeAll(async () => {
  small = await startSmall(restTemplate(modelled));
});
afterAll(() => small.close());

const post = (body: string, type = 'application/json'): Promise<Sent> =>
  send(small.run.url, '/pets', { method: 'POST', body, headers: { 'Content-Type': type } });

// https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html
test.each([
  ['{"age":1}', 200],
  ['{"age":1,"owner":{"name":"Ada"}}', 200],
  ['{"age":0}', 400],
  ['{"age":"1"}', 400],
  ['{}', 400],
  ['{"age":1,"owner":{}}', 400],
  ['[]', 400],
  ['age=1', 400],
  ['', 400],
])(
  'a body is held to its model of JSON schema draft 4, references included: %s is %d',
  async (body, status) => {
    expect((await post(body)).status).toBe(status);
  },
);

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
test('a body of a media type without a model is not looked at; parameters of the type do not matter', async () => {
  expect((await post('age=1', 'text/plain')).status).toBe(200);
  expect((await post('{}', 'application/json; charset=utf-8')).status).toBe(400);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
test('a body that its model does not allow is BAD_REQUEST_BODY, and the log has the reason', async () => {
  const { json, headers } = await post('{}');
  expect(json).toEqual({ type: 'BAD_REQUEST_BODY', message: 'Invalid request body' });
  const line = await accessLine(small.stateDir, headers['x-amzn-requestid']);
  expect(line['error.validationErrorString']).toContain('age');
});
