import { createRequire } from 'node:module';

/**
 * dynalite's parts, without its HTTP server: that one cannot close its database unless it listens itself, and rethrows a
 * client's broken connection. The package is pinned, so its inner modules stay where they are.
 */
export interface DynaliteStore {
  readonly tableDb: {
    awsRegion: string;
    awsAccountId: string;
    del(key: string, done: (error?: Error | null) => void): void;
  };
  readonly lifecycleManager: { gracefulClose(): Promise<void> };
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

export function openDynalite(path: string, region: string, accountId: string): DynaliteStore {
  const db = load('dynalite/db') as { create(options: Readonly<Record<string, unknown>>): DynaliteStore };
  const store = db.create({ path, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  store.tableDb.awsRegion = region;
  store.tableDb.awsAccountId = accountId;
  return store;
}

export const dynaliteAction = (name: string): DynaliteAction =>
  load(`dynalite/actions/${name}`) as DynaliteAction;
export const dynaliteShape = (name: string): DynaliteShape =>
  load(`dynalite/validations/${name}`) as DynaliteShape;
export const dynaliteValidations = (): DynaliteValidations =>
  load('dynalite/validations') as DynaliteValidations;
