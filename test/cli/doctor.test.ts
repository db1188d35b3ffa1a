import { expect, test } from '@jest/globals';
import type { MachinePorts } from '../../cli/machine-ports.ts';
import { OperatorFault } from '../../lambda/domain/operator-fault.ts';
import { labelFor } from '../../lambda/domain/rotation/version-label.ts';
import { OperatorWorld } from '../support/operator-world.ts';
import { fakeGateway, healthyMachine, run, setGemini } from './support.ts';

type Found = { check: string; status: string; fix?: string };

async function doctor(
  line: string,
  over: { machine?: Partial<MachinePorts>; gateway?: ReturnType<typeof fakeGateway> } = {},
) {
  const { gateway = fakeGateway() } = over;
  const opener = { ...gateway.opener, machine: { ...healthyMachine, ...over.machine } };
  const { exitCode, stdout } = await run({ opener }, `${line} --json`);
  const { items, ok } = JSON.parse(stdout) as { ok: boolean; items: readonly Found[] };
  return { exitCode, ok, items, of: (check: string) => items.find((item) => item.check === check) };
}

test('without a gateway only this machine is checked', async () => {
  const { exitCode, items } = await doctor('doctor');
  expect(exitCode).toBe(0);
  expect(items.map(({ check }) => check)).toEqual(['Node.js', '.env', '.env in git', 'state folder']);
});

test('a healthy stage passes, down to its upstream keys', async () => {
  const gateway = fakeGateway();
  setGemini(gateway, { state: 'set', versionId: 'v1', boundTo: 'https://gen.example.com' });
  const { exitCode, items } = await doctor('--stage prod doctor', { gateway });
  expect(exitCode).toBe(0);
  expect(items.map(({ status }) => status)).toEqual(Array(8).fill('ok'));
});

const open = { inspect: async () => ({ mode: 0o644, kind: 'file' as const }) };
test.each<[string, string, Partial<MachinePorts>]>([
  ['an old Node.js', 'Node.js', { nodeVersion: '20.19.9' }],
  ['a .env that others can read', '.env', open],
  ['a .env that git would commit', '.env in git', { gitIgnores: async () => 'exposed' }],
  ['a state folder that others can enter', 'state folder', open],
])('%s fails, and the fix is named', async (_what, check, machine) => {
  const { exitCode, ok, of } = await doctor('doctor', { machine });
  expect([exitCode, ok]).toEqual([1, false]);
  expect(of(check)).toMatchObject({ status: 'fail', fix: expect.stringMatching(/\w+/) });
});

test('a file inside a closed state folder that is open by itself is a warning', async () => {
  const machine: Partial<MachinePorts> = {
    inspect: async (path) =>
      path.endsWith('.sallyport')
        ? { mode: 0o700, kind: 'folder' }
        : path.endsWith('.log')
          ? { mode: 0o644, kind: 'file' }
          : undefined,
    filesBelow: async () => ['/nowhere/.sallyport/logs/access.log'],
  };
  const { exitCode, of } = await doctor('doctor', { machine });
  expect([exitCode, of('state folder')?.status]).toEqual([0, 'warn']);
});

test('an upstream without a key is a warning, one whose key the proxy will not use is a failure', async () => {
  expect((await doctor('--stage prod doctor')).of('upstream gemini')).toMatchObject({ status: 'warn' });
  const gateway = fakeGateway();
  setGemini(gateway, { state: 'set', versionId: 'v1', boundTo: 'https://other.example.com' });
  expect((await doctor('--stage prod doctor', { gateway })).of('upstream gemini')).toMatchObject({
    status: 'fail',
  });
});

/** A key that has served for so many days where it may for ninety, with what is noted of its last rotation. */
function served(days: number, result?: string, ...labels: readonly string[]): ReturnType<typeof fakeGateway> {
  const gateway = fakeGateway(new OperatorWorld('manual'));
  const { secret, clock } = gateway.world.rotation;
  Object.assign(gateway.world.upstream.rotation, { keyDaysMax: 90 });
  for (const id of ['aaaaaaaa-1', 'bbbbbbbb-2']) secret.put(id, `value-of-${id}`, 'AWSCURRENT');
  secret.held.find(({ id }) => id === 'aaaaaaaa-1')?.stages.push(...labels);
  if (result !== undefined) secret.notes['result'] = result;
  setGemini(gateway, { state: 'set', versionId: 'bbbbbbbb-2', boundTo: 'https://gen.example.com' });
  clock.advance(days * 86_400_000);
  return gateway;
}

const at = '2026-11-23T12:00:00.000Z';
test.each<[string, ReturnType<typeof served>, object]>([
  ['that is young is well', served(89, `succeeded ${at} bbbbbbbb-2`), { status: 'ok' }],
  [
    'that is older than it may become is a warning',
    served(91),
    { status: 'warn', fix: expect.stringContaining('set-key gemini --pending') },
  ],
  [
    'whose last rotation failed is a warning with the code',
    served(1, `failed ${at} cccccccc-3 rotation.key_refused`),
    { status: 'warn', detail: expect.stringContaining('rotation.key_refused') },
  ],
  [
    'before which one leaked that is not proven dead is a failure',
    served(1, undefined, labelFor('compromised', 'aaaaaaaa-1', new Date(at))),
    { status: 'fail', fix: expect.stringContaining('rotate gemini --emergency') },
  ],
])('a key %s', async (_what, gateway, expected) => {
  const { exitCode, of } = await doctor('--stage prod doctor', { gateway });
  const found = of('upstream gemini');
  expect(found).toMatchObject(expected);
  expect(exitCode).toBe(found?.status === 'fail' ? 1 : 0);
});

test('a stage that is not deployed and an account that was not bootstrapped are failures with their fixes', async () => {
  const gateway = fakeGateway();
  const stage = {
    ...gateway.opener.stage,
    stackOutputs: async () => ({ region: 'eu-west-1', outputs: undefined }),
  };
  const { exitCode, of } = await doctor('--stage prod doctor', {
    gateway: { ...gateway, opener: { ...gateway.opener, stage } },
  });
  expect(exitCode).toBe(1);
  expect(of('CDK bootstrap')?.fix).toContain('cdk bootstrap');
  expect(of('gateway')?.fix).toContain('--region');
});

test('credentials that do not work are a failure and not the end of the other checks', async () => {
  const gateway = fakeGateway();
  const callerIdentity = async (): Promise<string> => {
    throw new OperatorFault('aws.refused', 'asking AWS who you are: ExpiredToken', 'sign in again');
  };
  const opener = { ...gateway.opener, stage: { ...gateway.opener.stage, callerIdentity } };
  const { of } = await doctor('--stage prod doctor', { gateway: { ...gateway, opener } });
  expect(of('AWS credentials')).toMatchObject({ status: 'fail', fix: 'sign in again' });
  expect(of('CDK bootstrap')).toMatchObject({ status: 'ok' });
});
