import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { JsonStore } from '../../../local/state/json-store.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let folder: ReturnType<typeof temporaryFolder>;
let file: string;
beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder.path, 'store.json');
});
afterEach(() => folder.remove());

test('a change that was acknowledged is on disk, readable by its owner only', async () => {
  const store = new JsonStore<Record<string, number>>(file, {});
  await store.change((draft) => {
    draft['a'] = 1;
  });
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ a: 1 });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(new JsonStore(file, {}).value).toEqual({ a: 1 });
});

test('a change that throws changes nothing and does not block the next', async () => {
  const store = new JsonStore<Record<string, number>>(file, {});
  const failing = store.change((draft) => {
    draft['a'] = 1;
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  await store.change((draft) => {
    draft['b'] = 2;
  });
  expect(store.value).toEqual({ b: 2 });
});

test('changes made at once all count', async () => {
  const store = new JsonStore(file, { n: 0 });
  await Promise.all(
    Array.from({ length: 20 }, () =>
      store.change((draft) => {
        draft.n += 1;
      }),
    ),
  );
  expect(store.value.n).toBe(20);
});

test('a broken file is an error that names it and does not quote it', () => {
  writeFileSync(file, '{"secret": tell-nobody');
  const open = (): unknown => new JsonStore(file, {});
  expect(open).toThrow(file);
  try {
    open();
  } catch (error) {
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('tell-nobody');
  }
});
