import {
  APIGatewayClient,
  ConflictException,
  CreateApiKeyCommand,
  CreateUsagePlanKeyCommand,
  DeleteApiKeyCommand,
  GetApiKeysCommand,
  GetUsagePlanKeyCommand,
  NotFoundException,
} from '@aws-sdk/client-api-gateway';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { SdkUsageKeys } from '../../../lambda/adapters/sdk-usage-keys.ts';

const connection = { region: 'eu-central-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
const conflict = new ConflictException({ $metadata: {}, message: 'conflict' });
const missing = new NotFoundException({ $metadata: {}, message: 'Invalid API Key identifier specified' });
const stub = () => mockClient(APIGatewayClient);
let aws: ReturnType<typeof stub>;
beforeEach(() => {
  aws = stub();
});
afterEach(() => aws.restore());

test('a usage key is created enabled, with the value that the record will name', async () => {
  aws.on(CreateApiKeyCommand).resolves({ id: 'abc123' });
  const key = { name: 'n', description: 'd', value: 'v'.repeat(64) };
  expect(await new SdkUsageKeys(connection).create(key)).toBe('abc123');
  expect(aws.call(0).args[0].input).toEqual({ ...key, enabled: true });
});

test('attaching names plan, key and kind', async () => {
  aws.on(CreateUsagePlanKeyCommand).resolves({});
  await new SdkUsageKeys(connection).attach('k', 'p');
  expect(aws.call(0).args[0].input).toEqual({ usagePlanId: 'p', keyId: 'k', keyType: 'API_KEY' });
});

test('a key that a lost first attempt has attached counts as attached', async () => {
  aws.on(CreateUsagePlanKeyCommand).rejects(conflict);
  aws.on(GetUsagePlanKeyCommand).resolves({});
  await new SdkUsageKeys(connection).attach('k', 'p');
});

test('a conflict of another kind is a fault', async () => {
  aws.on(CreateUsagePlanKeyCommand).rejects(conflict);
  aws.on(GetUsagePlanKeyCommand).rejects(missing);
  await expect(new SdkUsageKeys(connection).attach('k', 'p')).rejects.toMatchObject({ code: 'aws.refused' });
});

test('deleting a key that is not there is fine, and any other failure is a fault', async () => {
  aws.on(DeleteApiKeyCommand).rejectsOnce(missing).rejects(conflict);
  const keys = new SdkUsageKeys(connection);
  await keys.remove('k');
  await expect(keys.remove('k')).rejects.toMatchObject({ code: 'aws.refused' });
});

test('a pool’s key is found by its whole name, the oldest first', async () => {
  const at = (seconds: number) => new Date(seconds * 1000);
  aws.on(GetApiKeysCommand).resolves({
    items: [
      { id: 'b', name: 'pool-team', value: 'v2', createdDate: at(2) },
      { id: 'c', name: 'pool-team-two', value: 'v3', createdDate: at(0) },
      { id: 'a', name: 'pool-team', value: 'v1', createdDate: at(1) },
    ],
  });
  expect(await new SdkUsageKeys(connection).named('pool-team')).toEqual([
    { id: 'a', value: 'v1' },
    { id: 'b', value: 'v2' },
  ]);
  expect(aws.call(0).args[0].input).toMatchObject({ nameQuery: 'pool-team', includeValues: true });
});
