import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type MutableTemplate, mutationsOf } from '../support/iam-mutations.ts';
import { allow, smallTemplate, tableArn, viaService } from '../support/small-template.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const template = smallTemplate([
  allow(['dynamodb:GetItem', 'dynamodb:PutItem'], tableArn),
  viaService('dynamodb', 'kms:Decrypt'),
]) as MutableTemplate;

test('each statement and each permission is taken out once, each action too if asked for, and nothing else changes', () => {
  expect(mutationsOf(template, false).map(({ name }) => name)).toEqual([
    'Role[0] dynamodb:GetItem dynamodb:PutItem',
    'Role[1] kms:Decrypt',
    'WorkerPermission (permission)',
  ]);
  const all = mutationsOf(template, true);
  expect(all.map(({ name }) => name)).toEqual([
    'Role[0] dynamodb:GetItem dynamodb:PutItem',
    'Role[0] without dynamodb:GetItem',
    'Role[0] without dynamodb:PutItem',
    'Role[1] kms:Decrypt',
    'WorkerPermission (permission)',
  ]);
  const size = JSON.stringify(template).length;
  for (const mutation of all) expect(JSON.stringify(mutation.template).length).toBeLessThan(size);
});

test('the script tells a journey that IAM refused from one that passed and one that failed otherwise', () => {
  writeFileSync(join(folder.path, 'Stack.template.json'), JSON.stringify(template));
  // Reads as an item needs GetItem and Decrypt, and nobody needs PutItem.
  const journey = join(folder.path, 'journey.cjs');
  writeFileSync(
    journey,
    `const { readFileSync, mkdirSync, writeFileSync } = require('node:fs');
     const text = readFileSync(process.env.ASSEMBLY_DIR + '/Stack.template.json', 'utf8');
     if (!text.includes('WorkerPermission')) process.exit(1);
     if (text.includes('dynamodb:GetItem') && text.includes('kms:Decrypt')) process.exit(0);
     mkdirSync(process.env.STATE_DIR + '/logs', { recursive: true });
     writeFileSync(process.env.STATE_DIR + '/logs/denied.log', '{"refused":"User: x is not authorized"}\\n');
     process.exit(1);`,
  );
  const { stdout, status } = spawnSync(
    process.execPath,
    [
      ...['--import', 'tsx', join(__dirname, '..', 'iam-statements.ts')],
      ...['--assembly', folder.path, '--actions', '--', process.execPath, journey],
    ],
    { encoding: 'utf8', cwd: join(__dirname, '..', '..', '..') },
  );
  expect(stdout.split('\n').filter((line) => /^\w/.test(line))).toEqual([
    'refused   Role[0] dynamodb:GetItem dynamodb:PutItem',
    'refused   Role[0] without dynamodb:GetItem',
    'passed    Role[0] without dynamodb:PutItem',
    'refused   Role[1] kms:Decrypt',
    'failed    WorkerPermission (permission)',
    '1 passed, 0 tolerated, 3 refused, 1 failed',
  ]);
  expect(status).toBe(1);
});
