import { expect, test } from '@jest/globals';
import { rememberTables, type TableDb } from '../../../local/aws/dynamodb/remember-tables.ts';

function openDb() {
  const stored = new Map<string, unknown>();
  const reads: string[] = [];
  const db: TableDb = {
    get: (key, done) => {
      reads.push(key);
      setImmediate(() => done(stored.has(key) ? null : new Error('NotFoundError'), stored.get(key)));
    },
    put: (key, value, done) =>
      setImmediate(() => {
        stored.set(key, value);
        done(null);
      }),
    del: (key, done) =>
      setImmediate(() => {
        stored.delete(key);
        done(null);
      }),
  };
  rememberTables(db);
  const promised = {
    get: (key: string) => new Promise((resolve) => db.get(key, (error, value) => resolve(error ?? value))),
    put: (key: string, value: unknown) => new Promise((resolve) => db.put(key, value, resolve)),
    del: (key: string) => new Promise((resolve) => db.del(key, resolve)),
  };
  return { ...promised, reads };
}

test('a table is read once, and a reader that changes it changes its own', async () => {
  const db = openDb();
  await db.put('t', { status: 'ACTIVE' });
  Object.assign((await db.get('t')) as object, { status: 'mine' });
  Object.assign((await db.get('t')) as object, { status: 'mine' });
  expect([await db.get('t'), db.reads]).toEqual([{ status: 'ACTIVE' }, ['t']]);
});

test('what is written or deleted is read anew', async () => {
  const db = openDb();
  await db.put('t', 1);
  await db.get('t');
  await db.put('t', 2);
  expect(await db.get('t')).toBe(2);
  await db.del('t');
  expect(await db.get('t')).toBeInstanceOf(Error);
});

test('a read that a write overtakes is not kept', async () => {
  const db = openDb();
  await db.put('t', 1);
  const overtaken = db.get('t');
  await db.put('t', 2);
  await overtaken;
  expect(await db.get('t')).toBe(2);
});
