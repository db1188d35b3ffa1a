import {
  type APIGatewayClient,
  CreateApiKeyCommand,
  CreateUsagePlanKeyCommand,
  DeleteApiKeyCommand,
  DeleteUsagePlanKeyCommand,
  GetApiKeyCommand,
  GetApiKeysCommand,
  GetUsageCommand,
  GetUsagePlanCommand,
  GetUsagePlanKeyCommand,
  GetUsagePlanKeysCommand,
  GetUsagePlansCommand,
  UpdateApiKeyCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { clients } from '../support/clients.ts';
import { type FixtureRun, startFixture } from '../support/fixture-run.ts';
import { makeKey } from '../support/make-key.ts';
import { send } from '../support/send.ts';

let fixture: FixtureRun;
let apiGateway: APIGatewayClient;
beforeAll(async () => {
  fixture = await startFixture();
  apiGateway = clients(fixture.run).apiGateway;
});
afterAll(() => fixture.close());

test('a key is told without its value unless the value is asked for', async () => {
  const { id: apiKey, value } = await makeKey(fixture.run, 'RoomyPlan');
  expect((await apiGateway.send(new GetApiKeyCommand({ apiKey }))).value).toBeUndefined();
  expect((await apiGateway.send(new GetApiKeyCommand({ apiKey, includeValue: true }))).value).toBe(value);
  expect(value).toMatch(/^[A-Za-z0-9]{40}$/);
});

test('a value of one’s own is kept, must be long enough, and must be new', async () => {
  const make = (value: string) =>
    apiGateway.send(new CreateApiKeyCommand({ name: 'own', value, enabled: true }));
  expect((await make('v'.repeat(43))).value).toBe('v'.repeat(43));
  await expect(make('v'.repeat(43))).rejects.toMatchObject({ name: 'ConflictException' });
  await expect(make('short')).rejects.toMatchObject({ name: 'BadRequestException' });
});

test('all pages of a list together are the list', async () => {
  for (let i = 0; i < 5; i++) await apiGateway.send(new CreateApiKeyCommand({ name: `page-${i}` }));
  const names: (string | undefined)[] = [];
  let position: string | undefined;
  do {
    const page = await apiGateway.send(new GetApiKeysCommand({ nameQuery: 'page-', limit: 2, position }));
    names.push(...(page.items ?? []).map((key) => key.name));
    position = page.position;
  } while (position !== undefined);
  expect(names.sort()).toEqual(['page-0', 'page-1', 'page-2', 'page-3', 'page-4']);
});

test('a patch changes what it names, and an unknown path is refused', async () => {
  const { id: apiKey } = await makeKey(fixture.run, 'RoomyPlan');
  const patch = (path: string, value: string) =>
    apiGateway.send(new UpdateApiKeyCommand({ apiKey, patchOperations: [{ op: 'replace', path, value }] }));
  await patch('/name', 'renamed');
  expect(await patch('/enabled', 'false')).toMatchObject({ name: 'renamed', enabled: false });
  await expect(patch('/value', 'x')).rejects.toMatchObject({ name: 'BadRequestException' });
});

test('a key belongs to one plan of a stage, until it is taken out or deleted', async () => {
  const { id: keyId, planId: usagePlanId } = await makeKey(fixture.run, 'RoomyPlan');
  const join = (plan: string) =>
    apiGateway.send(
      new CreateUsagePlanKeyCommand({ usagePlanId: fixture.run.outputs[plan], keyId, keyType: 'API_KEY' }),
    );
  await expect(join('RoomyPlan')).rejects.toMatchObject({ name: 'ConflictException' });
  await expect(join('BasicPlan')).rejects.toMatchObject({ name: 'ConflictException' });
  expect((await apiGateway.send(new GetUsagePlanKeyCommand({ usagePlanId, keyId }))).id).toBe(keyId);
  await apiGateway.send(new DeleteUsagePlanKeyCommand({ usagePlanId, keyId }));
  await join('BasicPlan');
  await apiGateway.send(new DeleteApiKeyCommand({ apiKey: keyId }));
  const left = await apiGateway.send(
    new GetUsagePlanKeysCommand({ usagePlanId: fixture.run.outputs['BasicPlan'], limit: 500 }),
  );
  expect(left.items?.map((key) => key.id)).not.toContain(keyId);
});

test('what does not exist is NotFoundException', async () => {
  const notFound = { name: 'NotFoundException' };
  await expect(apiGateway.send(new GetApiKeyCommand({ apiKey: 'none' }))).rejects.toMatchObject(notFound);
  await expect(apiGateway.send(new DeleteApiKeyCommand({ apiKey: 'none' }))).rejects.toMatchObject(notFound);
  await expect(apiGateway.send(new GetUsagePlanCommand({ usagePlanId: 'none' }))).rejects.toMatchObject(
    notFound,
  );
});

test('usage plans are those of the template, with their limits', async () => {
  const { items } = await apiGateway.send(new GetUsagePlansCommand({}));
  expect(items?.find((plan) => plan.name === 'basic')).toMatchObject({
    id: fixture.run.outputs['BasicPlan'],
    throttle: { rateLimit: 1, burstLimit: 2 },
    quota: { limit: 5, period: 'DAY' },
    apiStages: [{ apiId: fixture.run.outputs['ApiId'], stage: 'prod' }],
  });
});

test('usage tells what a key used and what is left, day by day', async () => {
  const { id, value, planId: usagePlanId } = await makeKey(fixture.run, 'BasicPlan');
  await send(fixture.run.url, '/guarded/a', { headers: { 'x-verdict': 'allow', 'x-usage-key': value } });
  const usage = await apiGateway.send(
    new GetUsageCommand({ usagePlanId, keyId: id, startDate: '2026-11-22', endDate: '2026-11-23' }),
  );
  expect(usage.items).toEqual({
    [id]: [
      [0, 5],
      [1, 4],
    ],
  });
});
