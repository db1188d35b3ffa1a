import { expect, test } from '@jest/globals';
import { Secret } from '../../../lambda/domain/secret.ts';
import { setUpstreamKey } from '../../../lambda/flows/set-upstream-key.ts';
import { FakeUpstreamSecrets } from '../../support/operator-fakes.ts';

const upstream = { secretArn: 'arn:gemini', baseUrl: 'https://api.example.com/v2', mount: '/gemini' };

test('a key is bound to the address of the upstream it was set for', async () => {
  const secrets = new FakeUpstreamSecrets();
  const answer = await setUpstreamKey(secrets, upstream, new Secret('upstream-key-0001', 'test'));
  expect(answer).toEqual({ versionId: 'v1', boundTo: upstream.baseUrl });
  expect(secrets.written).toMatchObject([{ arn: 'arn:gemini', boundTo: upstream.baseUrl }]);
});

test('a text that cannot be a key changes nothing and is not repeated', async () => {
  const secrets = new FakeUpstreamSecrets();
  const attempt = setUpstreamKey(secrets, upstream, new Secret('not one key', 'test'));
  await expect(attempt).rejects.toMatchObject({ code: 'input.refused' });
  await expect(attempt).rejects.not.toThrow('not one key');
  expect(secrets.written).toEqual([]);
});
