import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Gateway, startGateway } from '../support/gateway.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({ args: ['--test-controls'] });
}, 90_000);
afterAll(() => gateway?.stop());

const control = (path: string, method: string, body: object) =>
  fetch(`${gateway.ready.awsEndpoint}/_local/${path}`, { method, body: JSON.stringify(body) });

const notifications = (): string => {
  const file = join(gateway.stateDir, 'logs/notifications.log');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
};

test('an alarm reaches the topic, and names its entry in the runbook', async () => {
  await control('faults', 'PUT', [{ service: 'dynamodb', operation: 'PutItem', kind: 'error' }]);
  const path = `/gemini/v1beta/models?key=${gateway.ready.demoKey}`;
  expect((await gateway.fetch(path)).status).toBe(503);
  for (let minute = 0; minute < 10 && notifications() === ''; minute += 1) {
    await control('clock', 'POST', { advance: '1m' });
  }
  expect(notifications()).toContain('docs/operating.md#storesfailing');
}, 60_000);
