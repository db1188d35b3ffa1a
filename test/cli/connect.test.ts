import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { connect } from '../../cli/connect.ts';
import { projectFolder } from '../../cli/project-folder.ts';
import { fakeGateway, outputs, rawOutputs } from './support.ts';

const state = mkdtempSync(join(tmpdir(), 'sallyport-connect-'));
afterAll(() => rmSync(state, { recursive: true }));

const ready = {
  url: 'http://127.0.0.1:8080',
  awsEndpoint: 'http://127.0.0.1:8081',
  region: 'us-east-1',
  outputs: rawOutputs,
};
const { stage } = fakeGateway().opener;
const local = (document: unknown) => {
  writeFileSync(
    join(state, 'ready.json'),
    typeof document === 'string' ? document : JSON.stringify(document),
  );
  return connect({ local: true, state }, '/nowhere', stage);
};

test('the run on this machine and a deployed stage give the same kind of connection', async () => {
  expect(await local(ready)).toMatchObject({
    region: 'us-east-1',
    endpoint: ready.awsEndpoint,
    outputs: { ...outputs, url: ready.url },
  });
  const deployed = await connect({ stage: 'prod' }, '/nowhere', stage);
  expect(deployed).toEqual({
    region: 'eu-central-1',
    outputs,
    operator: 'arn:aws:iam::000000000000:user/ops',
  });
});

test.each([
  ['a ready file that is no JSON', '{'],
  ['a ready file that holds something else', '[]'],
  ['an endpoint on another machine', { ...ready, awsEndpoint: 'http://127.0.0.1.evil.example:80' }],
  ['an endpoint that hides another machine', { ...ready, awsEndpoint: 'http://127.0.0.1@evil.example/' }],
  [
    'outputs of something else',
    { ...ready, outputs: { ...rawOutputs, KeysTable: undefined, Products: '{}' } },
  ],
])('%s is refused with a fix', async (_what, document) => {
  await expect(local(document)).rejects.toMatchObject({
    code: 'connection.missing',
    fix: expect.stringMatching(/\w/),
  });
});

test('without a local run the error names how to start one', async () => {
  const attempt = connect({ local: true, state: join(state, 'absent') }, '/nowhere', stage);
  await expect(attempt).rejects.toMatchObject({ fix: expect.stringContaining('npm start') });
});

test.each([
  [{}, '--local'],
  [{}, '--stage'],
  [{ stage: 'prod', local: true }, 'exclude'],
  [{ stage: 'Prod!' }, 'a-z'],
  [{ stage: 'prod', state: 'x' }, '--local'],
  [{ local: true, region: 'x' }, '--stage'],
])('the target %j is wrong usage and the error says %s', async (target, word) => {
  await expect(connect(target, '/nowhere', stage)).rejects.toMatchObject({
    name: 'UsageError',
    message: expect.stringContaining(word),
  });
});

test('a stage that is not there names region and caller', async () => {
  await expect(connect({ stage: 'test', region: 'eu-west-1' }, '/nowhere', stage)).rejects.toThrow(
    'no stack Sallyport-test in eu-west-1, as arn:aws:iam::000000000000:user/ops',
  );
});

test('inside the clone the clone’s state is meant, elsewhere the folder’s own', () => {
  expect(projectFolder('/clone/docs', '/clone')).toBe('/clone');
  expect(projectFolder('/clone', '/clone')).toBe('/clone');
  expect(projectFolder('/clone-2', '/clone')).toBe('/clone-2');
});
