import { expect, test } from '@jest/globals';
import { fakeGateway, GEMINI_ARN, run } from './support.ts';

const KEY = 'upstream-key-4f9a8b7c';

test('a key on standard input is set, and appears nowhere', async () => {
  const gateway = fakeGateway();
  const { exitCode, stdout, stderr } = await run(
    gateway,
    '--stage prod upstreams set-key gemini',
    `${KEY}\n`,
  );
  expect([exitCode, stderr]).toEqual([0, '']);
  expect(gateway.secrets.written.map(({ arn, key, boundTo }) => [arn, key.reveal(), boundTo])).toEqual([
    [GEMINI_ARN, KEY, 'https://gen.example.com'],
  ]);
  expect(stdout).not.toContain(KEY);
  expect(JSON.stringify(gateway.secrets.written)).not.toContain(KEY);
});

test.each([
  ['as a second argument', `upstreams set-key gemini ${KEY}`],
  ['in place of the name', `upstreams set-key ${KEY}`],
  ['as a flag', `upstreams set-key gemini --key=${KEY}`],
  ['as a flag and its value', `upstreams set-key gemini --key ${KEY}`],
])('a key given %s is refused, not repeated and not set', async (_where, line) => {
  const gateway = fakeGateway();
  const { exitCode, stdout, stderr } = await run(gateway, `--stage prod ${line}`, '');
  expect(exitCode).toBeGreaterThan(0);
  expect(stdout + stderr).not.toContain(KEY);
  expect(gateway.secrets.written).toEqual([]);
});

test.each([
  ['nothing', ''],
  ['a key that is too short', 'abc\n'],
  ['two lines', `${KEY}\n${KEY}\n`],
  ['spaces', `Bearer ${KEY}`],
  ['more than any key', 'x'.repeat(70_000)],
])('%s on standard input is refused and changes nothing', async (_what, input) => {
  const gateway = fakeGateway();
  const { exitCode, stderr } = await run(gateway, '--stage prod upstreams set-key gemini', input);
  expect([exitCode, gateway.secrets.written]).toEqual([1, []]);
  expect(stderr).not.toContain(KEY);
});

test('a name that is no upstream is refused, whatever every object knows', async () => {
  for (const name of ['weather', 'constructor', '__proto__'])
    expect(await run(fakeGateway(), `--stage prod upstreams status ${name}`)).toMatchObject({ exitCode: 1 });
});

test('the list needs no permission beyond the outputs', async () => {
  const gateway = fakeGateway();
  const { stdout } = await run(gateway, '--stage prod upstreams list --json');
  expect(JSON.parse(stdout)).toEqual({
    items: [{ name: 'gemini', mount: '/gemini', baseUrl: 'https://gen.example.com' }],
  });
});
