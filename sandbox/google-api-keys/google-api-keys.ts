import { randomBytes } from 'node:crypto';
import { googleError } from '../google/google-error.ts';
import { bearerOf, type JsonAnswer, type JsonApi, type JsonCall, objectOf } from '../stand-in/json-call.ts';
import { Operations } from './operations.ts';
import { resourceOf, type StoredKey } from './stored-key.ts';

export interface GoogleApiKeysOptions {
  readonly now: () => Date;
  readonly acceptsToken: (token: string) => boolean;
  /** How many further calls an operation takes. @default 1 */
  readonly operationCalls?: number;
  /** How long a new key is refused everywhere. @default 0 */
  readonly propagationMs?: number;
  /** How long a deleted key is still accepted; published trials saw up to 23 minutes. @default 0 */
  readonly deletionLagMs?: number;
  /** Keys to a page of a list. @default 2, so that whoever forgets the next page sees it */
  readonly pageSize?: number;
}

export interface GoogleApiKeysSandbox {
  readonly api: JsonApi;
  /** Whether an API of Google's would take this key now. */
  accepts(keyString: string): boolean;
  readonly keys: readonly StoredKey[];
  /** Lets everything that was begun end. */
  settle(): void;
}

const PROJECT_NUMBER = '103621867718';
const KEYS =
  /^\/v2\/projects\/[^/]+\/locations\/global\/keys(?:\/(?<id>[a-z0-9-]+))?(?<rest>\/keyString|:undelete)?$/;
const RESTORABLE_MS = 30 * 86_400_000;
const KEY_ID = /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** The API Keys API, version 2 (https://cloud.google.com/api-keys/docs/reference/rest). */
export function googleApiKeys(options: GoogleApiKeysOptions): GoogleApiKeysSandbox {
  const { now, propagationMs = 0, deletionLagMs = 0, pageSize = 2 } = options;
  const keys = new Map<string, StoredKey>();
  const taken = new Set<string>();
  const operations = new Operations(PROJECT_NUMBER, options.operationCalls ?? 1);
  const ok = (json: unknown): JsonAnswer => ({ status: 200, json });
  const notFound = googleError('NOT_FOUND', 'Requested entity was not found.');
  const response = (key: StoredKey) => ({
    response: {
      '@type': 'type.googleapis.com/google.api.apikeys.v2.Key',
      ...resourceOf(PROJECT_NUMBER, key),
    },
  });

  const create = (call: JsonCall): JsonAnswer => {
    const id = call.query.get('keyId') ?? `k${randomBytes(8).toString('hex')}`;
    if (!KEY_ID.test(id)) return googleError('INVALID_ARGUMENT', 'Request contains an invalid argument.');
    if (taken.has(id)) return googleError('ALREADY_EXISTS', 'Requested entity already exists.');
    taken.add(id);
    const document = objectOf(call);
    return ok(
      operations.begin(() => {
        const keyString = `AQ.${randomBytes(32).toString('base64url')}`;
        const key: StoredKey = { id, keyString, document, createdAt: now(), deletedAt: undefined };
        keys.set(id, key);
        return response(key);
      }),
    );
  };

  const list = (call: JsonCall): JsonAnswer => {
    const all = [...keys.values()].filter(
      (key) => key.deletedAt === undefined || call.query.get('showDeleted') === 'true',
    );
    const from = Number(call.query.get('pageToken') ?? 0);
    const page = all.slice(from, from + pageSize).map((key) => resourceOf(PROJECT_NUMBER, key));
    return ok({
      keys: page,
      ...(from + pageSize < all.length && { nextPageToken: String(from + pageSize) }),
    });
  };

  const change = (key: StoredKey, deletedAt: Date | undefined): JsonAnswer =>
    ok(
      operations.begin(() => {
        key.deletedAt = deletedAt;
        return response(key);
      }),
    );

  const onKey = (call: JsonCall, key: StoredKey, rest: string | undefined): JsonAnswer => {
    if (call.method === 'GET' && rest === '/keyString') return ok({ keyString: key.keyString });
    if (call.method === 'GET' && rest === undefined) return ok(resourceOf(PROJECT_NUMBER, key));
    if (call.method === 'DELETE') {
      if (key.deletedAt) return googleError('FAILED_PRECONDITION', 'The key is already deleted.');
      return change(key, now());
    }
    if (call.method === 'POST' && rest === ':undelete') {
      if (!key.deletedAt) return googleError('FAILED_PRECONDITION', 'The key is not deleted.');
      if (now().getTime() - key.deletedAt.getTime() > RESTORABLE_MS) return notFound;
      return change(key, undefined);
    }
    return notFound;
  };

  return {
    api: (call) => {
      operations.step();
      if (!options.acceptsToken(bearerOf(call)))
        return googleError('UNAUTHENTICATED', 'Request had invalid authentication credentials.');
      if (call.path.startsWith('/v2/operations/')) {
        const operation = operations.poll(call.path.slice('/v2/'.length));
        return operation === undefined ? notFound : ok(operation);
      }
      const { id, rest } = KEYS.exec(call.path)?.groups ?? {};
      if (id === undefined && rest === undefined && KEYS.test(call.path)) {
        if (call.method === 'POST') return create(call);
        if (call.method === 'GET') return list(call);
      }
      const key = id === undefined ? undefined : keys.get(id);
      return key === undefined ? notFound : onKey(call, key, rest);
    },
    accepts: (keyString) => {
      const key = [...keys.values()].find((one) => one.keyString === keyString);
      if (key === undefined) return false;
      const at = now().getTime();
      if (at < key.createdAt.getTime() + propagationMs) return false;
      return key.deletedAt === undefined || at < key.deletedAt.getTime() + deletionLagMs;
    },
    get keys() {
      return [...keys.values()];
    },
    settle: () => operations.settle(),
  };
}
