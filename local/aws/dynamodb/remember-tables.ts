type Done = (error?: Error | null, value?: unknown) => void;

/** The part of dynalite's table of tables that is used here. */
export interface TableDb {
  get(key: string, done: Done): void;
  put(key: string, value: unknown, done: Done): void;
  del(key: string, done: Done): void;
}

/**
 * Lets descriptions of tables be read from the file once: dynalite reads one for each operation on an item. A reader may change
 * what it gets, so each gets its own.
 */
export function rememberTables(db: TableDb): void {
  const { get, put, del } = db;
  const known = new Map<string, string>();
  let changes = 0;
  const changing = (key: string, done: Done): Done => {
    const forget = (): void => {
      changes += 1;
      known.delete(key);
    };
    forget();
    return (...answer) => {
      forget();
      done(...answer);
    };
  };
  db.put = (key, value, done) => put.call(db, key, value, changing(key, done));
  db.del = (key, done) => del.call(db, key, changing(key, done));
  db.get = (key, done) => {
    const text = known.get(key);
    if (text !== undefined) {
      process.nextTick(done, null, JSON.parse(text));
      return;
    }
    const before = changes;
    get.call(db, key, (error, value) => {
      if (!error && value !== undefined && changes === before) known.set(key, JSON.stringify(value));
      done(error, value);
    });
  };
}
