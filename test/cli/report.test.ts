import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { keySection } from '../../cli/compliance/key-section.ts';
import { rightsSection } from '../../cli/compliance/rights-section.ts';
import type { Compliance } from '../../cli/compliance/section.ts';
import { OperatorFault } from '../../lambda/domain/operator-fault.ts';
import { itemOf } from '../../lambda/flows/detection/raise-finding.ts';
import { keyItem } from '../support/build.ts';
import { sealable } from '../support/fake-chain.ts';
import { FakeKeyRegistry } from '../support/operator-fakes.ts';
import { type FakeGateway, fakeGateway, run } from './support.ts';

let folder: string;
let gateway: FakeGateway;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sallyport-report-'));
  gateway = fakeGateway();
  gateway.chain.table.add(sealable('call-1', new Date(gateway.keys.now().getTime() - 60_000)));
  await run(gateway, '--stage prod audit seal');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const report = async (): Promise<Compliance> =>
  JSON.parse((await run(gateway, '--stage prod report --json --since 1d')).stdout);
const sectionOf = ({ sections }: Compliance, id: string) => sections.find((section) => section.id === id);

test('the report has every part, and says of each where it comes from or that it is not available', async () => {
  const { sections, by } = await report();
  expect(sections.map(({ id }) => id)).toEqual(['keys', 'rotation', 'rights', 'findings', 'audit']);
  expect(by).toBe('arn:aws:iam::000000000000:user/ops');
  expect(sectionOf(await report(), 'audit')?.facts[0]?.[1]).toContain('whole');
  expect(sectionOf(await report(), 'rights')?.notes.join()).toContain('npm run synth');
});

test('it is written in three forms, dated, readable by nobody else', async () => {
  const { exitCode, stdout, stderr } = await run(
    gateway,
    `--stage prod report --out ${folder}/new --since 1d`,
  );
  expect([exitCode, stderr]).toEqual([0, expect.stringContaining('Client keys …')]);
  const day = gateway.keys.now().toISOString().slice(0, 10);
  const files = readdirSync(join(folder, 'new')).sort();
  expect(files).toEqual(['html', 'json', 'md'].map((form) => `sallyport-local-${day}.${form}`));
  expect(stdout).toContain(files[0]);
  for (const file of files) expect(statSync(join(folder, 'new', file)).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(folder, 'new', `sallyport-local-${day}.md`), 'utf8')).toContain(
    '# Compliance report',
  );
});

test('a trail that is not whole stands among what is open, and the report exits with 1', async () => {
  const { items } = gateway.chain.table;
  items[0] = { ...items[0], ip: '198.51.100.9' };
  const { exitCode, stdout } = await run(gateway, '--stage prod report --json --since 1d');
  expect(exitCode).toBe(1);
  expect(sectionOf(JSON.parse(stdout), 'audit')?.open).toHaveLength(1);
});

test('what AWS does not let the operator see is said in its place, and the rest is there', async () => {
  const refused = new OperatorFault('aws.refused', 'reading the findings: AccessDenied', 'allow it');
  const detection = () => Promise.reject(refused);
  const { stdout } = await run({ opener: { ...gateway.opener, detection } }, '--stage prod report --json');
  const document = JSON.parse(stdout);
  expect(sectionOf(document, 'findings')?.open).toEqual([
    'not available: reading the findings: AccessDenied',
  ]);
  expect(sectionOf(document, 'keys')?.facts).not.toEqual([]);
});

test('a detection of high severity is open until its key is quarantined or somebody closes it', async () => {
  const at = new Date(gateway.keys.now().getTime() - 3_600_000).toISOString();
  const found = {
    detector: 'newCountry',
    severity: 'high',
    keyId: 'key_1',
    client: 'acme',
    at,
    ip: '192.0.2.1',
  } as const;
  const item = itemOf({ ...found, id: 'a', why: 'first call from BR', callIds: [] }, 90);
  gateway.findings.push(
    item,
    { ...item, id: 'b', action: 'quarantined' },
    { ...item, id: 'c', severity: 'low' },
    { ...item, id: 'd', closed: { at, by: 'ops', reason: 'moved' } },
  );
  const section = sectionOf(await report(), 'findings');
  expect(section?.open).toEqual([`newCountry at ${at}, acme key_1: first call from BR`]);
  expect(section?.chart?.bars).toEqual([{ label: 'newCountry', value: 4 }]);
  expect(section?.facts).toContainEqual(['Detections closed', '1']);
});

test('a mistake in the time is told, and a folder that cannot be written too', async () => {
  expect((await run(gateway, '--stage prod report --since noon')).exitCode).toBe(2);
  writeFileSync(join(folder, 'file'), '');
  const { exitCode, stderr } = await run(gateway, `--stage prod report --out ${folder}/file`);
  expect([exitCode, stderr]).toEqual([1, expect.stringContaining('--out')]);
});

test('keys are measured by their last reroll, and those that do not work are not', async () => {
  const registry = new FakeKeyRegistry();
  const now = new Date('2026-11-23T00:00:00.000Z');
  const old = { createdAt: '2026-01-01T00:00:00.000Z', expiresAtSeconds: 0 };
  const keys = [
    keyItem({ ...old, id: 'key_old', keyHash: 'a', owner: 'ann' }),
    keyItem({ ...old, id: 'key_rerolled', keyHash: 'b', rotatedAt: '2026-11-01T00:00:00.000Z' }),
    keyItem({ ...old, id: 'key_revoked', keyHash: 'c', state: 'revoked' }),
    keyItem({ ...old, id: 'key_expired', keyHash: 'd', expiresAtSeconds: 1 }),
    keyItem({ ...old, id: 'key_old', keyHash: 'e', supersededBy: 'a', graceEndsAtSeconds: 1 }),
  ];
  for (const key of keys) registry.items.set(key.keyHash, key);
  const section = await keySection(registry, { maxAgeDays: 90, older: 'report' }, now);
  expect(section.chart?.bars.map(({ value }) => value)).toEqual([326, 22]);
  expect(section.open).toEqual([
    expect.stringContaining('326 days old: keys reroll key_old'),
    'active keys without an owner: 1',
  ]);
  expect(Object.fromEntries(section.facts)).toMatchObject({ 'Active keys': '2', 'Without an expiry': '2' });
});

test('rights are listed by role, and one on everything is open', async () => {
  const path = join(folder, 'template.json');
  const statement = (Action: unknown, Resource: unknown) => ({ Effect: 'Allow', Action, Resource });
  const Statement = [
    statement(['a:Get', 'a:Put'], { 'Fn::GetAtt': ['Table', 'Arn'] }),
    { ...statement('b:Query', { 'Fn::Join': ['', [{ Ref: 'Table' }, '/index/byKey']] }), Condition: {} },
    statement('c:All', '*'),
  ];
  const policy = {
    Type: 'AWS::IAM::Policy',
    Properties: { Roles: [{ Ref: 'Role' }], PolicyDocument: { Statement } },
  };
  writeFileSync(path, JSON.stringify({ Resources: { policy, other: { Type: 'AWS::IAM::Role' } } }));
  const { open, table } = await rightsSection(path);
  expect(open).toEqual(['Role may c:All on everything']);
  expect(table?.rows).toEqual([
    ['Role', 'a:Get', 'Table', 'no'],
    ['Role', 'a:Put', 'Table', 'no'],
    ['Role', 'b:Query', 'Table/index/byKey', 'yes'],
    ['Role', 'c:All', '*', 'no'],
  ]);
});
