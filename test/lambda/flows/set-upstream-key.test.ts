import { expect, test } from '@jest/globals';
import { Secret } from '../../../lambda/domain/secret.ts';
import { setUpstreamKey } from '../../../lambda/flows/set-upstream-key.ts';
import { keyPorts } from '../../support/key-ports.ts';
import { FakeUpstreamSecrets } from '../../support/operator-fakes.ts';

const upstream = {
  secretArn: 'arn:gemini',
  baseUrl: 'https://api.example.com/v2',
  mount: '/gemini',
  rotation: { driver: 'manual', windowHours: 3, keyDaysMax: 90 },
} as const;

test('a key is bound to the address of the upstream it was set for', async () => {
  const secrets = new FakeUpstreamSecrets();
  const { actions, records } = keyPorts();
  const answer = await setUpstreamKey(
    { secrets, actions },
    'gemini',
    upstream,
    new Secret('upstream-key-0001', 'test'),
  );
  expect(answer).toEqual({ versionId: 'v1', boundTo: upstream.baseUrl });
  expect(secrets.written).toMatchObject([{ arn: 'arn:gemini', boundTo: upstream.baseUrl }]);
  expect(records.lines).toEqual(['upstreams.set-key gemini begun', 'upstreams.set-key gemini done']);
  expect(JSON.stringify(records.items)).not.toContain('upstream-key-0001');
});

test('a text that cannot be a key changes nothing and is not repeated', async () => {
  const secrets = new FakeUpstreamSecrets();
  const { actions, records } = keyPorts();
  const attempt = setUpstreamKey({ secrets, actions }, 'gemini', upstream, new Secret('not one key', 'test'));
  await expect(attempt).rejects.toMatchObject({ code: 'input.refused' });
  await expect(attempt).rejects.not.toThrow('not one key');
  expect(secrets.written).toEqual([]);
  expect(records.lines).toEqual([]);
});
