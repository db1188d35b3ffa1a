import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readAssembly } from '../../../local/assembly/read-assembly.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { writeAssembly } from '../support/write-assembly.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const withStacks = (...names: readonly string[]): string => {
  const artifacts = Object.fromEntries(
    names.map((name) => [
      name,
      {
        type: 'aws:cloudformation:stack',
        properties: { templateFile: 't.json', stackName: `${name}-stack` },
      },
    ]),
  );
  mkdirSync(folder.path, { recursive: true });
  writeFileSync(join(folder.path, 'manifest.json'), JSON.stringify({ artifacts }));
  writeFileSync(join(folder.path, 't.json'), JSON.stringify({ Resources: {} }));
  return folder.path;
};

test('code is found through its object key', () => {
  const dir = writeAssembly(folder.path, { Resources: {} });
  expect(readAssembly(dir).assets.get('Guard.zip')).toBe(join(dir, 'asset.Guard'));
});

test('of several stacks the named one is read, by stack name or artifact id', () => {
  const dir = withStacks('A', 'B');
  expect(readAssembly(dir, 'B').stackName).toBe('B-stack');
  expect(readAssembly(dir, 'A-stack').stackName).toBe('A-stack');
});

test('several stacks without a name are refused with the names to choose from', () => {
  expect(() => readAssembly(withStacks('A', 'B'))).toThrow(/A-stack, B-stack/);
});

test('a folder that is no assembly is refused with the way to get one', () => {
  expect(() => readAssembly(join(folder.path, 'nowhere'))).toThrow(/[Ss]ynthesize/);
});
