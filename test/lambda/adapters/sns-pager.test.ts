import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { signedPost } from '../../../lambda/adapters/signed-post.ts';
import { SnsPager } from '../../../lambda/adapters/sns-pager.ts';

const servers: http.Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** A topic that answers as it is told; `undefined` hangs up without an answer. */
async function topic(answer: { readonly status: number; readonly text: string } | undefined) {
  const heard: { readonly headers: http.IncomingHttpHeaders; readonly form: URLSearchParams }[] = [];
  const server = http.createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    heard.push({ headers: request.headers, form: new URLSearchParams(body) });
    if (answer === undefined) response.destroy();
    else response.writeHead(answer.status).end(answer.text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(server);
  const { port } = server.address() as AddressInfo;
  return { heard, pager: pagerAt(port) };
}

const failures: unknown[] = [];
function pagerAt(port: number): SnsPager {
  const credentials = { accessKeyId: 'AKID', secretAccessKey: 'secret', sessionToken: 'token' };
  const connection = { region: 'eu-central-1', credentials, endpointUrl: `http://127.0.0.1:${port}` };
  const arn = 'arn:aws:sns:eu-central-1:000000000000:alarms';
  return new SnsPager(
    (post) => signedPost(connection, post),
    arn,
    (error) => void failures.push(error),
  );
}

const text = { subject: 'used once', message: 'a & b = c\nü' };

test('a page is one signed Publish in the form that SNS reads', async () => {
  const { heard, pager } = await topic({ status: 200, text: '<PublishResponse/>' });
  expect(await pager.send(text)).toBe('sent');
  expect(heard).toHaveLength(1);
  expect(Object.fromEntries(heard[0]?.form ?? [])).toEqual({
    Action: 'Publish',
    Version: '2010-03-31',
    TopicArn: 'arn:aws:sns:eu-central-1:000000000000:alarms',
    Subject: text.subject,
    Message: text.message,
  });
  expect(heard[0]?.headers.authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKID\/\d+\/eu-central-1\/sns\//,
  );
  expect(heard[0]?.headers['x-amz-security-token']).toBe('token');
});

test('what SNS refuses has not left, and is told by its code alone', async () => {
  const body =
    '<ErrorResponse><Error><Code>Throttled</Code><Message>secret</Message></Error></ErrorResponse>';
  const { pager } = await topic({ status: 400, text: body });
  expect(await pager.send(text)).toBe('refused');
  expect(failures.pop()).toEqual({ name: 'Throttled' });
});

test('what nobody was there to hear has not left', async () => {
  const { pager } = await topic({ status: 200, text: '' });
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
  expect(await pager.send(text)).toBe('refused');
});

test('a page whose answer is lost may have left, and is not sent a second time', async () => {
  const { heard, pager } = await topic(undefined);
  expect([await pager.send(text), heard.length]).toEqual(['unsure', 1]);
});
