import { DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { auditVerify } from '../../cli/commands/audit-verify.ts';
import { connectLocal } from '../../cli/connect-local.ts';
import { sdkOpener } from '../../cli/sdk-opener.ts';
import shipped from '../../sallyport.config.ts';
import { type Gateway, startGateway } from '../support/gateway.ts';

const BAIT = '/internal/admin';

let gateway: Gateway;
let dynamo: DynamoDBClient;
beforeAll(async () => {
  const local = { ...shipped.stages['local'], decoyRoutes: [BAIT] };
  const config = { ...shipped, stages: { ...shipped.stages, local } };
  gateway = await startGateway({ args: ['--test-controls'], config });
  dynamo = new DynamoDBClient(await connectLocal(gateway.stateDir));
}, 60_000);
afterAll(async () => {
  dynamo?.destroy();
  await gateway?.stop();
});

const call = () => gateway.fetch(`/gemini/v1beta/models?key=${gateway.ready.demoKey}`);
const control = async (path: string, method: string, body?: unknown) => {
  const response = await fetch(`${gateway.ready.awsEndpoint}/_local/${path}`, {
    method,
    body: JSON.stringify(body),
  });
  expect(response.status).toBeLessThan(300);
};
const itemsOf = async (table: string) =>
  (await dynamo.send(new ScanCommand({ TableName: table, ConsistentRead: true }))).Items ?? [];
const recorded = async (kind: string) =>
  (await itemsOf(gateway.ready.outputs['AuditTable'] ?? '')).filter((item) => item['kind']?.S === kind);

/** Waits for what follows the last byte. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await holds()) && tries < 100; tries += 1)
    await new Promise((done) => setTimeout(done, 50));
}

test('while DynamoDB refuses audit writes for a minute, no answer leaves, refusals stand, no trip is lost, and all is well at once after it', async () => {
  expect((await call()).status).toBe(200);
  await control('faults', 'PUT', [{ service: 'dynamodb', operation: 'PutItem', kind: 'error' }]);
  let response = await call();
  for (let tenSeconds = 0; tenSeconds < 6; tenSeconds += 1) {
    await control('clock', 'POST', { advance: '10s' });
    response = await call();
    expect([response.status, response.headers.has('retry-after')]).toEqual([503, true]);
    expect((await gateway.fetch('/gemini/v1beta/models?key=nonsense')).status).toBe(401);
  }
  const { requestId, ...problem } = (await response.json()) as Record<string, unknown>;
  expect(requestId).toEqual(expect.any(String));
  expect(problem).toEqual({
    type: 'urn:sallyport:problem:gateway.unavailable',
    title: 'The gateway cannot serve requests right now',
    status: 503,
    detail: 'Wait for Retry-After, then try again.',
    code: 'gateway.unavailable',
  });
  const elsewhere = { headers: { 'x-local-source-ip': '198.51.100.7' } };
  expect((await gateway.fetch(BAIT, elsewhere)).status).toBe(401);
  expect(JSON.stringify(await itemsOf(gateway.ready.outputs['HoneytokensTable'] ?? ''))).toContain(
    `route:${BAIT}`,
  );

  await control('faults', 'DELETE');
  const mended = Date.now();
  expect((await call()).status).toBe(200);
  expect(Date.now() - mended).toBeLessThan(10_000);
  await until(
    async () => (await recorded('outcome')).filter((item) => item['status']?.N === '200').length === 2,
  );
  expect(await recorded('decision')).toHaveLength(2);
}, 30_000);

test('what is on record is sealed, and a record that is changed afterwards is named', async () => {
  const ports = await sdkOpener.chain(await connectLocal(gateway.stateDir));
  const [outcome] = await recorded('outcome');
  const sealed = async () => {
    await ports.door.seal();
    return auditVerify(ports, { since: '1h' }, () => undefined);
  };
  const now = new Date().toISOString();
  let verified = await sealed();
  await until(async () => {
    verified = await sealed();
    return (verified.document.to ?? '') > now;
  });
  expect(verified.document.findings).toEqual([]);
  expect(verified.document.records).toBeGreaterThanOrEqual(4);

  const TableName = gateway.ready.outputs['AuditTable'];
  await dynamo.send(new PutItemCommand({ TableName, Item: { ...outcome, ip: { S: '203.0.113.99' } } }));
  const { code, stdout } = await gateway.cli(['audit', 'verify', '--json']);
  expect(code).toBe(1);
  expect((JSON.parse(stdout) as { findings: object[] }).findings).toMatchObject([
    { where: 'table', what: 'edited', entry: outcome?.['entry']?.S },
  ]);
}, 30_000);
