import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { AwsError } from '../aws-error.ts';
import type { Input } from '../operation.ts';
import {
  type DynaliteStore,
  dynaliteAction,
  dynaliteShape,
  dynaliteValidations,
  openDynalite,
} from './dynalite-store.ts';
import { rebuildIndexes } from './rebuild-indexes.ts';

/** The tables of the run. Writes survive a killed process, but not a power cut: LevelDB does not sync each one. */
export class DynamoEngine {
  readonly #store: DynaliteStore;
  readonly #validations = dynaliteValidations();
  readonly #pending = new Set<Promise<unknown>>();

  readonly #marker: string;
  readonly #unclean: boolean;

  constructor(path: string, region: string, accountId: string) {
    this.#marker = `${path}.open`;
    this.#unclean = existsSync(this.#marker);
    writeFileSync(this.#marker, '', { mode: 0o600 });
    this.#store = openDynalite(path, region, accountId);
  }

  /** Runs one operation, named as on the wire; rejects with an `AwsError`. The input is changed. */
  async perform(operation: string, input: Input): Promise<unknown> {
    const output = this.#perform(operation, input);
    this.#pending.add(output);
    try {
      return await output;
    } catch (error) {
      throw awsErrorOf(error);
    } finally {
      this.#pending.delete(output);
    }
  }

  /** Removes a table that a killed process left half created. It cannot hold anything yet. */
  forget(table: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#store.tableDb.del(table, (error) => (error ? reject(error) : resolve()));
    });
  }

  /** Puts right what a killed run may have left half done. To be called once the tables stand. */
  async recover(): Promise<void> {
    if (this.#unclean) await rebuildIndexes(this, this.#store);
  }

  /** Resolves when operations under way are done and the files are closed. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#pending);
    await this.#store.lifecycleManager.gracefulClose();
    rmSync(this.#marker, { force: true });
  }

  #perform(operation: string, input: Input): Promise<unknown> {
    const name = operation.charAt(0).toLowerCase() + operation.slice(1);
    const { types, custom } = dynaliteShape(name);
    return new Promise((resolve, reject) => {
      const checked = this.#validations.checkTypes(input, types);
      this.#validations.checkValidations(checked, types, custom, this.#store);
      dynaliteAction(name)(this.#store, checked, (error, output) => {
        if (error) reject(error);
        else resolve(output);
      });
    });
  }
}

function awsErrorOf(error: unknown): unknown {
  const { statusCode, body } = error as {
    readonly statusCode?: number;
    readonly body?: Readonly<Record<string, unknown>>;
  };
  if (statusCode === undefined || body === undefined) return error;
  const { __type, message, Message, ...members } = body;
  return new AwsError(String(__type), String(message ?? Message ?? ''), statusCode, members);
}
