import { expect, test } from '@jest/globals';
import { describeError } from '../../cli/describe-error.ts';
import { fakeGateway, run } from './support.ts';

test('the flags that name the gateway may stand before and after noun and verb', async () => {
  const lines = [
    '--stage prod --json keys list',
    'keys --stage prod list --json',
    'keys list --json --stage prod',
  ];
  const runs = await Promise.all(lines.map((line) => run(fakeGateway(), line)));
  expect(runs.map(({ exitCode, stdout }) => [exitCode, JSON.parse(stdout)])).toEqual(
    lines.map(() => [0, { items: [] }]),
  );
});

test('a region is passed on to AWS', async () => {
  const gateway = fakeGateway();
  await run(gateway, 'keys list --stage prod --region eu-west-3');
  expect(gateway.connections).toMatchObject([{ region: 'eu-west-3' }]);
});

test.each([
  '',
  'keys',
  'keys frobnicate',
  'frobnicate',
  'keys list --limit 0',
  'keys list --nope',
  'keys list',
  'completion tcsh',
  '--local --stage prod keys list',
])('"sallyport %s" is wrong usage: exit code 2, said on standard error', async (line) => {
  const { exitCode, stdout, stderr } = await run(fakeGateway(), line === '' ? [] : line);
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/^wrong usage: /);
});

test('help is not a failure, and every command’s help has an example', async () => {
  for (const line of [
    '--help',
    'keys create --help',
    'keys revoke --help',
    'upstreams set-key --help',
    'audit search --help',
    'doctor --help',
  ]) {
    const { exitCode, stdout } = await run(fakeGateway(), line);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('$ npx sallyport');
  }
});

test('an unforeseen error is reported by its kind, without its text and without a stack', () => {
  const { exitCode, lines } = describeError(new TypeError('a-secret-value'), false);
  expect(exitCode).toBe(1);
  expect(lines.join('\n')).toMatch(/TypeError/);
  expect(lines.join('\n')).not.toMatch(/a-secret-value|^ +at /m);
});

test('even the frames of a stack come without the text of the error', () => {
  const error = new Error('outer-text', { cause: new Error('a-secret-value') });
  const text = describeError(error, true).lines.join('\n');
  expect(text).toMatch(/caused by/);
  expect(text).not.toMatch(/a-secret-value|outer-text/);
});
