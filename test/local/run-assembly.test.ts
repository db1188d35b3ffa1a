import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { CreateApiKeyCommand, GetApiKeyCommand } from '@aws-sdk/client-api-gateway';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type LocalRun, runAssembly } from '../../local/run-assembly.ts';
import { clients } from './support/clients.ts';
import { fixtureTemplate } from './support/fixture-template.ts';
import { gone } from './support/gone.ts';
import { send } from './support/send.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { writeAssembly } from './support/write-assembly.ts';

let folder: ReturnType<typeof temporaryFolder>;
let assemblyDir: string;
let stateDir: string;
beforeEach(() => {
  folder = temporaryFolder();
  assemblyDir = writeAssembly(join(folder.path, 'cdk.out'), fixtureTemplate({}));
  stateDir = join(folder.path, 'state');
});
afterEach(() => folder.remove());

const start = (): Promise<LocalRun> => runAssembly({ assemblyDir, stateDir, port: 0 });

/** What must outlive a run: one of everything, written through AWS's clients and read back as a check. */
async function leaveTraces(run: LocalRun): Promise<(next: LocalRun) => Promise<void>> {
  const { dynamo, secrets, apiGateway } = clients(run);
  const TableName = run.outputs['TableName'];
  const SecretId = run.outputs['SecretArn'];
  await dynamo.send(new PutItemCommand({ TableName, Item: { id: { S: 'kept' } } }));
  await secrets.send(new PutSecretValueCommand({ SecretId, SecretString: 'kept' }));
  const key = await apiGateway.send(new CreateApiKeyCommand({ name: 'kept' }));
  return async (next) => {
    const after = clients(next);
    expect(next.outputs).toEqual(run.outputs);
    const item = await after.dynamo.send(new GetItemCommand({ TableName, Key: { id: { S: 'kept' } } }));
    expect(item.Item).toBeDefined();
    expect((await after.secrets.send(new GetSecretValueCommand({ SecretId }))).SecretString).toBe('kept');
    expect((await after.apiGateway.send(new GetApiKeyCommand({ apiKey: key.id }))).name).toBe('kept');
  };
}

test('tables, secrets and keys survive a restart under the same names', async () => {
  const run = await start();
  const check = await leaveTraces(run);
  await run.close();
  const next = await start();
  await check(next).finally(() => next.close());
});

test('closing ends every process and listener, and may be repeated', async () => {
  const run = await start();
  const { pid } = (await send(run.url, '/open/process')).json;
  await Promise.all([run.close(), run.close()]);
  await run.close();
  await gone(pid);
  await expect(send(run.url, '/open')).rejects.toThrow('ECONNREFUSED');
  await expect(send(run.awsEndpoint, '/')).rejects.toThrow('ECONNREFUSED');
});

test('a second run on the same state is refused until the first is closed', async () => {
  const run = await start();
  await expect(start()).rejects.toThrow(/in use by process/);
  await run.close();
  await (await start()).close();
});

test('a port in use is refused with the port, and the state is free again', async () => {
  const run = await start();
  const port = Number(new URL(run.url).port);
  const other = { assemblyDir, stateDir: join(folder.path, 'other') };
  await expect(runAssembly({ ...other, port })).rejects.toThrow(`Port ${port} is in use`);
  await run.close();
  await (await runAssembly({ ...other, port: 0 })).close();
});

test('nobody but its owner can look into the state', async () => {
  const run = await start();
  await run.close();
  expect(statSync(stateDir).mode & 0o777).toBe(0o700);
  for (const file of ['secrets.json', 'usage.json'])
    expect(statSync(join(stateDir, file)).mode & 0o777).toBe(0o600);
});

test('a killed run leaves no process behind, and the next one has all that was acknowledged', async () => {
  const root = join(__dirname, '..', '..');
  const hold = spawn(
    process.execPath,
    ['--import', 'tsx', join(__dirname, 'support', 'hold.ts'), assemblyDir, stateDir],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [line] = await once(createInterface(hold.stdout), 'line');
  const { url, awsEndpoint } = JSON.parse(String(line));
  const preview = await runAssembly({ assemblyDir, stateDir: join(folder.path, 'preview'), port: 0 });
  const { outputs } = preview;
  await preview.close();
  const check = await leaveTraces({ url, awsEndpoint, region: 'us-east-1', outputs } as LocalRun);
  const idle = (await send(url, '/open/process')).json.pid;
  const busy = (await send(url, '/hasty/process')).json.pid;
  void send(url, '/hasty/hang').catch(() => undefined);
  hold.kill('SIGKILL');
  await once(hold, 'exit');
  await Promise.all([gone(idle), gone(busy)]);
  const next = await start();
  await check(next).finally(() => next.close());
}, 30_000);
