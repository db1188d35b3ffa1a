import { createRequire } from 'node:module';
import { closeIterators } from './close-iterators.ts';
import { rememberTables, type TableDb } from './remember-tables.ts';

/**
 * dynalite's parts, without its HTTP server: that one cannot close its database unless it listens itself, and rethrows a
 * client's broken connection. The package is pinned, so its inner modules stay where they are.
 */
export interface DynaliteStore {
  readonly tableDb: TableDb & { awsRegion: string; awsAccountId: string };
  deleteIndexDb(
    kind: 'Local' | 'Global',
    table: string,
    index: string,
    done: (error?: Error | null) => void,
  ): void;
  readonly lifecycleManager: { gracefulClose(): Promise<void> };
}

/** A table as it is stored, as far as it is read here. */
export interface DynaliteTable {
  readonly LocalSecondaryIndexes?: readonly { readonly IndexName: string }[];
  readonly GlobalSecondaryIndexes?: readonly { readonly IndexName: string }[];
}

type Done = (error: unknown, output?: unknown) => void;
export type DynaliteAction = (store: DynaliteStore, input: unknown, done: Done) => void;
export interface DynaliteShape {
  readonly types: unknown;
  readonly custom?: unknown;
}
export interface DynaliteValidations {
  checkTypes(input: unknown, types: unknown): unknown;
  checkValidations(input: unknown, types: unknown, custom: unknown, store: DynaliteStore): void;
}

const load = createRequire(import.meta.url);

interface DynaliteDb {
  create(options: Readonly<Record<string, unknown>>): DynaliteStore;
  updateIndexes(
    store: DynaliteStore,
    table: DynaliteTable,
    before: object | undefined,
    after: object,
    done: (error?: Error | null) => void,
  ): void;
}
const dynaliteDb = (): DynaliteDb => load('dynalite/db') as DynaliteDb;

/** Writes the index entries of an item. */
export const updateIndexes: DynaliteDb['updateIndexes'] = (...settings) =>
  dynaliteDb().updateIndexes(...settings);

export function openDynalite(path: string, region: string, accountId: string): DynaliteStore {
  const db = dynaliteDb();
  closeIterators();
  const store = db.create({ path, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  store.tableDb.awsRegion = region;
  store.tableDb.awsAccountId = accountId;
  rememberTables(store.tableDb);
  return store;
}

export const dynaliteAction = (name: string): DynaliteAction =>
  load(`dynalite/actions/${name}`) as DynaliteAction;
export const dynaliteShape = (name: string): DynaliteShape =>
  load(`dynalite/validations/${name}`) as DynaliteShape;
export const dynaliteValidations = (): DynaliteValidations =>
  load('dynalite/validations') as DynaliteValidations;
